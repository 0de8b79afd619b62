package locale

// chinese has the texts of reports by their English. Verbs with an index stand where
// Chinese says the arguments in another order.
var chinese = map[string]string{
	// What stands between clauses.
	" ": "", ", ": "，", "; ": "；", ": ": "：", ".": "。", " · ": " · ", " and ": "和",
	" %s.": "%s。", "%s (%s)": "%s（%s）", "%s %s (%s)": "%s %s（%s）", "%s (%s – %s)": "%s（%s – %s）", "%d %s": "%d项%s", "%s %s": "%[2]s：%[1]s",

	// The head, and the sentence of the whole.
	"as of %s": "截至%s", "data through %s": "数据更新至%s", "only %s": "仅含 %s", "preliminary: period not over": "初步数据：期间未结束",
	"The scorecard has no KPIs": "记分卡没有指标", "All %d KPIs on track": "全部%d项指标达标", "%d of %s on track": "%[2]s中%[1]d项达标", "; %d %s: %s": "；%d项%s：%s",
	"%s measured, none judged": "已计算%s，均未评定", "1 KPI measured, not judged": "已计算1项指标，未评定", "1 KPI": "1项指标", "%d KPIs": "%d项指标", " and %d more": "，另有%d项",
	"Since %s: %s": "与%s相比：%s", "As many of each status as in %s": "各状态的项数与%s相同", "No status has changed since %s": "自%s以来状态无变化", "%d more %s": "%[2]s多%[1]d项", "%d fewer %s": "%[2]s少%[1]d项",
	"; better: %s": "；好转：%s", "; worse: %s": "；恶化：%s", "the period before": "上一期", "without a status": "未评定",

	"As of %s": "截至%s", "Data through %s": "数据更新至%s", "Page %d of %d": "第%d页，共%d页", "Definitions %s": "定义版本 %s", "same inputs give the same bytes": "相同输入生成相同文件",
	" (continued)": "（续）", "hollow: see the small print": "空心：见小字说明",

	// Sections.
	"Summary": "摘要", "What to act on": "行动事项", "What the numbers tell": "数据解读", "By %s": "按%s", "Definitions": "指标定义", "Data quality": "数据质量",
	"Definition and checks": "定义与检验", "passed": "通过", "not passed": "未通过", "What it means": "解读", "Other KPIs": "其他指标",

	// Notes.
	"Finding": "数据问题", "Alert": "警报", "Signal": "信号", "Outlook": "展望", "Note": "说明", "Open point": "待办", "Read with care": "谨慎解读",
	"%d more under What to act on.": "另有%d项见“行动事项”。", "%d more under What the numbers tell.": "另有%d项见“数据解读”。",
	"1 more is listed under Data quality.": "另有1项见“数据质量”。", "%d more are listed under Data quality.": "另有%d项见“数据质量”。",
	", such as ": "，例如", "%s rows": "%s行", "1 row": "1行",

	// Contents and sign-off.
	"band: natural limits": "灰带：自然控制限", "Contents": "目录", "To %s": "转到%s", "Sign-off": "签署", "Name": "姓名", "Date": "日期", "Signature": "签名", "Prepared": "编制", "Reviewed": "审核", "Approved": "批准",
	"Definitions: %s.": "定义：%s。", "Numbers: %s.": "数值：%s。",
	"To be filled in": "待填写", "Numbers of this chart": "本图数据", "Numbers": "数据", "Skip to the content": "跳到正文",

	// Columns and labels.
	"KPI": "指标", "KPIs": "指标构成", "Actual": "实际值", "Target": "目标值", "Attained": "达成率", "Attained, % of target": "达成率（%）", "Status": "状态", "Owner": "负责人",
	"Δ last year": "同比", "Δ previous": "环比", "Year to date": "本年累计", "Last 12 months": "近12个月", "Rows": "行数", "Unit": "单位", "Description": "说明", "Formula": "公式", "Computed from": "计算依据", "Counts": "统计内容", "Limits": "控制限",
	"Process": "过程", "Leads": "领先关系", "95% interval": "95%置信区间", "Target reached": "达标可能性", "Action": "措施",
	"Rule": "规则", "State": "状态", "What": "内容", "Since": "始于", "To do": "措施", "It is": "当前状态", "Until": "截止", "Day": "日期", "What happened": "事件", "all": "全部",
	"To be reached": "待达成的目标", "So far": "已完成", "Due by now": "应完成", "Pace": "进度", "Projected": "预计完成", "Needed": "所需", "%s a %s": "每%[2]s%[1]s",
	"Source": "数据源", "First date": "首日", "Last date": "末日", "Findings": "问题数", "Rows without a value": "缺值的行", "Found in": "位置", "Examples": "示例", "none": "无",
	"What the definitions promise and the data do not keep": "定义有约定而数据不符", "What may be fine, and may not": "可能正常，也可能有误",
	"Scores, 0 to 10": "得分（0至10）", "Score": "得分", "Covered": "覆盖率", "Next": "下期预测", "It leads": "是否领先", "Why it moved": "变动原因",
	"Why": "原因", "Bridge": "变动分解", "From target": "与目标之差", "Forecast": "预测", "Chance": "可能性", "Bias": "偏差", "Also": "另外", " and target": "及目标值",

	// Readings.
	"n/a": "暂无", "n/m": "不可比", "no value": "无值", "pp": "个百分点", "stale": "数据过期", "(others, %d)": "（其他%d个）",
	"no target: %s": "无目标：%s", "a target and no value: %s": "有目标而无值：%s", "by what is due to date": "按目前应完成的量评定", "%s – %s by chance": "随机波动范围%s – %s",
	"by chance alone": "仅由随机波动所致", "no percentage of this target": "该目标不计达成率", "%s of target, %s": "达成目标的%s，%s",
	"no value last year": "去年同期无值", "no meaningful change on last year": "同比变动无意义", "%s on last year": "同比%s",
	"no value in the period before": "上期无值", "no meaningful change on the period before": "环比变动无意义", "%s on the period before": "环比%s",
	"%s: %s in %s, %s in %s": "%[1]s：%[3]s为%[2]s，%[5]s为%[4]s", "lower is better": "越低越好", "best inside the range": "以区间内为佳", "to %s": "截至%s", "%s to %s": "%s至%s",
	"changes at %s": "以%s为界", "80%%: %s – %s": "80%%区间：%s – %s", "until %s": "截止%s", "%s per %s": "%s/%s",
	"not distinguishable from target (n=%s)": "与目标无显著差异（n=%s）", "too few rows: %s of at least %s": "行数太少：%s行，至少需要%s行",

	// Scores.
	"no score": "无得分", "score %s of 10": "得分%s（满分10）", "held by %s": "受%s制约", "only lagging KPIs": "只有滞后指标", "only leading KPIs": "只有领先指标",
	"%d leading": "%d项领先指标", "%d lagging": "%d项滞后指标", "%d without a class": "%d项未分类",

	// Why a value moved.
	"%s, as %s": "%s，与%s持平", "%s is %s above %s": "%[1]s，比%[3]s高%[2]s", "%s is %s below %s": "%[1]s，比%[3]s低%[2]s",
	"last year's %s": "去年同期的%s", "%s in %s": "%[2]s的%[1]s", "its target of %s": "目标值%s", "by %s: %s": "按%s：%s", "%s, against it %s": "%s，反向的有%s",
	"the number of rows": "行数", "the amount of each": "每行金额", "their mix": "结构", "members on one side only": "仅一期有的成员", "the members' own rates": "成员自身比率",
	"by %s it is the mix that moved it: at an equal mix it would have moved by %s, and not by %s%s": "按%s看，变动来自结构：结构不变时应变动%s，而非%s%s",
	"; every member moved against it": "；每个成员都反向变动", "%s, makes %s": "%s，得到%s", "and %d more": "另有%d个", "%d more": "另外%d个",
	"last year": "去年同期", "the target": "目标值", "target": "目标", "Period": "期间", "From %s to %s": "从%s到%s",

	// Members in pictures.
	"%s beside its target": "%s与目标值", "%s: %d of %d above last year": "%s：%[3]d个中有%[2]d个高于去年同期", "%s: %s is farthest from %s, %s": "%s：%s与%s的差距最大，为%s", "its target": "目标值", "its last year": "去年同期",
	"%d of %d make up %s of %s": "%[2]d个中的%[1]d个占%[4]s的%[3]s", "the %d largest of %d": "%[2]d个中最大的%[1]d个", "%s by %s, %s to %s": "%s，按%s，%s至%s",

	// Signals.
	"as usual": "正常波动", "investigate: %s": "需要调查：%s", "%s, by the %s": "%s，依据%s", "natural limits of %s to %s": "%s至%s的自然控制限", " (trial: few values)": "（试算：值较少）",
	"no natural limits: %s":                                                        "无自然控制限：%s",
	"as usual: %s in %s lies between %s and %s, the %s":                            "正常波动：%[2]s的%[1]s介于%[3]s与%[4]s之间，即%[5]s",
	"%s in %s is above %s":                                                         "%[2]s的%[1]s高于%[3]s",
	"%s in %s is below %s":                                                         "%[2]s的%[1]s低于%[3]s",
	"eight values in a row up to %s lie above the usual %s":                        "截至%s，连续八个值高于通常的%s",
	"eight values in a row up to %s lie below the usual %s":                        "截至%s，连续八个值低于通常的%s",
	"three of the last four values up to %s lie nearer to %s than to the usual %s": "截至%s，最近四个值中有三个更接近%s，而不是通常的%s",
	"%s screened for signals; where nothing has changed, chance alone shows one or more in %s of such cards": "已筛查%s；即使一切未变，也有%s的此类记分卡会因偶然出现一个或多个信号",
	"every value that it usually takes reaches the target":                                                   "其通常的值都达到目标",
	"no value that it usually takes reaches the target: something has to change":                             "其通常的值都达不到目标：必须有所改变",
	"by chance alone it reaches the target in some periods and misses it in others":                          "能否达标仅取决于随机波动：有些期间达到，有些期间达不到",

	// Why something was not looked at.
	"too few periods have a value":                               "有值的期数太少",
	"its windows share most of their days with the ones before":  "相邻窗口的日期大多重叠",
	"a level carries over from one period to the next":           "存量会延续到下一期",
	"the claim does not fit the length of the periods":           "所称的领先期与期间长度不符",
	"one of both sides has no value":                             "两期中有一期无值",
	"its baseline lies outside of the periods that are known":    "基准期不在已知期间内",
	"its baseline has fewer than six values":                     "基准期的值不足六个",
	"the values of its baseline never change":                    "基准期的值没有变化",
	"its values are without bounds":                              "数值没有界限",
	"it has a season, and fewer than three years do not tell it": "有季节性，而不足三年的数据无法识别",
	"the members do not add up to it":                            "各成员之和不等于总数",
	"the members have no targets that add up":                    "各成员没有可相加的目标",

	// Outlook.
	"none: %s": "无：%s", "%s in %s (%s to %s)": "%[2]s为%[1]s（%[3]s至%[4]s）", "four of five values come inside": "五个值中有四个落在区间内", "%s, from %s; ": "%s，基于%s；",
	"too few of them to try it on": "期数太少，无法检验", "tried from %s of the past": "在过去%s上检验", " it was off by %s": "，误差为%s", ", %s of the error of %s": "，为%[2]s误差的%[1]s",
	", and %s of the values came inside": "，%s的值落在区间内", "in %s": "%s", "by %s": "到%s", "below 5%": "低于5%", "above 95%": "高于95%",
	"%s to reach the target %s: it comes to %s, between %s and %s four times of five": "%[2]s达标的可能性%[1]s：预计为%[3]s，五次中有四次介于%[4]s与%[5]s之间",
	"If it goes on as it does, these targets are probably missed: %s.":                "照目前趋势，以下目标很可能无法达成：%s。",

	// Leads.
	"that %s follows was not tested: %s": "未检验%s是否随之变动：%s", "r %s at a lag of %d, between %s and %s, n=%d": "滞后%[2]d期时r为%[1]s，介于%[3]s与%[4]s之间，n=%[5]d",
	"the data bear out that %s follows (%s)": "数据证实%s随之变动（%s）", "%s moves at the same time, and does not follow (%s)": "%s是同时变动，而不是随后变动（%s）",
	"it is %s that comes first (%s)": "先变动的是%s（%s）", "the data do not show that %s follows (%s)": "数据未显示%s随之变动（%s）",
	"too few periods to tell whether %s follows (n=%d)": "期数太少，无法判断%s是否随之变动（n=%d）",
	"yes": "是", "no: at the same time": "否：同时变动", "no: the other way round": "否：先后相反", "not seen": "未见", "too few periods (n=%d)": "期数太少（n=%d）",
	" (lag %d, r %s, n=%d)": "（滞后%d期，r %s，n=%d）",

	// What may bend a value.
	"it is of %s rows only: a few other rows would make another value":             "仅有%s行：少数几行不同，数值就会改变",
	"the rows of %s end %s days before the period does: some may still be missing": "%s的数据在期末前%s天就结束：可能尚有缺失",
	"%s of %s rows have no value to compute with and were left out":                "%[2]s行中有%[1]s行没有可计算的值，未计入",
	"%s has %s of it (by %s)": "%s占其%s（按%s）",
	"a member of what it is compared with has no rows now (by %s): without it that was %s, and not %s": "对比期中有一个成员本期已无数据（按%s）：剔除后对比值为%s，而非%s",
	"%s of what it is compared with have no rows now (by %s): without them that was %s, and not %s":    "对比期中有%s本期已无数据（按%s）：剔除后对比值为%s，而非%s",

	// Rules.
	"since %s": "始于%s", "%s or earlier": "%s或更早", "%d of %s": "%d/%s", "firing since %s": "自%s起触发", "So far %s": "此前%s", "%s, until %s": "%s，直到%s",
	"%s for %s": "%s，持续%s", "it does not hold": "条件不再成立", "Not evaluated": "未能评估", "Held back while this rule fires": "因以下规则触发而暂缓", "(held back by %s)": "（因%s而暂缓）",
	"%s has no value": "%s无值", "%s: yes": "%s：是", "%s: no": "%s：否", "%s %s pp": "%s %s个百分点",

	// Charts.
	"Target %s": "目标值 %s", "Forecast %s": "预测 %s", "%s so far": "%s（期间未结束）", "upper limit %s": "上限 %s", "lower limit %s": "下限 %s", "mean %s": "均值 %s", "target %s": "目标值 %s",
	"%s%% range": "%s%%区间", "%s and %s%% ranges": "%s和%s%%区间", "limits of %s: %s to %s, mean %s": "%s控制限：%s至%s，均值 %s", "actual": "实际", "forecast": "预测",
	"from %s %s to %s %s": "从%s的%s到%s的%s", "no values": "无值", "Not explained": "未能解释", "Other effects": "其他影响", "last %s in %s": "最新为%[2]s的%[1]s", "lowest %s in %s": "最低为%[2]s的%[1]s",
	"highest %s in %s": "最高为%[2]s的%[1]s", "natural limits %s to %s, mean %s": "自然控制限%s至%s，均值%s", "note %d: %s": "说明%d：%s", "more than chance in %s": "超出随机波动：%s",
	"%s: forecast %s": "%s：预测 %s", "forecast %s in %s": "预测%[2]s为%[1]s", " (%s%% range %s to %s)": "（%s%%区间%s至%s）",

	"cumulative": "累计", "Others": "其他", "%s%% up to %s": "截至%[2]s累计%[1]s%%", "left out: %d below zero or without a value": "未列出：%d个负值或无值", "together %s of %s": "合计占%[2]s的%[1]s",
	"values from %s to %s": "值介于%s与%s之间", "%d missing": "缺%d个",
	"PY: last year": "去年同期", "PL: target": "目标值", "AC: actual": "实际值", "FC: forecast": "预测值",
	// Workbooks.
	"Definitions, version %s": "指标定义，版本%s", "definitions %s": "定义版本 %s", "%s of the weights have a score": "%s的权重有得分", "%s: see %s": "%s：见“%s”",
	"Not evaluated: %s": "未能评估：%s", "Held back by %s": "因%s而暂缓", ". ": "。", " to ": "至", "do not fit their types: %s": "不符合类型：%s", "without a date: %s": "无日期：%s",
	"after as-of: %s": "晚于截止日：%s", "1 alert": "1项警报", "%d alerts": "%d项警报", "1 finding": "1项数据问题", "%d findings": "%d项数据问题", "1 open point": "1项待办", "%d open points": "%d项待办",

	// Things that are counted.
	"1 period": "1期", "%d periods": "%d期", "1 chart": "1张控制图", "%d charts": "%d张控制图", "1 member": "1个成员", "%d members": "%d个成员",
	"1 day": "1天", "%d days": "%d天", "1 week": "1周", "%d weeks": "%d周", "1 month": "1个月", "%d months": "%d个月",
	"1 quarter": "1个季度", "%d quarters": "%d个季度", "1 year": "1年", "%d years": "%d年",

	// The catalogue of definitions.
	"Measures": "度量", "named numbers that KPIs are made of": "构成指标的命名数值", "Rules": "规则", "conditions on which somebody is to act": "需要有人采取行动的条件",
	"Sources": "数据源", "where the rows come from": "数据行的来源", "Read by": "被引用于", "In words": "文字表述", "Only rows where": "仅含满足条件的行", "Made of": "构成",
	"Counted by": "计期依据", "Kind, unit": "类型与单位", "Direction": "方向", "higher is better": "越高越好", "Tolerance": "容差", "Leads to": "领先于", "Category": "类别", "Tags": "标签", "Defined in": "定义位置",
	"SQL, for %s": "查询语句（以%s为例）", "No test expects anything of this KPI": "没有测试覆盖此指标", "1 test": "1项测试", "%d tests": "%d项测试",
	"baseline %s": "基线%s", "stretch %s": "挑战目标%s", "pace: %s": "进度：%s", "because: %s": "原因：%s", "from %s": "自%s起", "When": "条件", "For": "持续", "Over when": "解除条件",
	"File": "文件", "Query": "查询", "Key": "主键", "Fresh within": "更新时限", "Join %s": "关联%s", "Check %s": "检查%s", "Column": "列", "Type": "类型", "field": "字段",
	"Search": "搜索", "name, owner, column, tag": "名称、负责人、列、标签", "Nothing on this page has all of these words.": "本页没有同时包含这些词的内容。",
	"What it is made of, and what is made of it": "构成与去向", "arguments": "参数", "Lineage of %s": "%s的数据血缘",
	"1 source": "1个数据源", "%d sources": "%d个数据源", "1 rule": "1条规则", "%d rules": "%d条规则",
}
