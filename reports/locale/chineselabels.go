package locale

// chineseLabels has what workbooks say by themselves, where it is not said in the
// other reports.
var chineseLabels = map[string]string{
	// Sheets and their titles.
	"Scorecard": "记分卡", "Charts": "图表", "Targets": "目标", "Checks": "检查", "Audit": "核算",
	"Checks: what the numbers must be read with, and what somebody is to do":         "检查：阅读数值时须知的事项与待办",
	"Audit: the reported numbers computed again, by formulas over the sheet of data": "核算：用公式按数据表重新计算所报数值",
	"Targets that are to be reached by a day":                                        "须在某日之前达成的目标",
	"Outlook: what is usual, and where it goes if it goes on like this":              "展望：通常水平，以及照目前趋势的走向",
	"Members of flows, added up":                                                     "流量指标各成员加总", "Perspectives": "维度",
	"Findings about the data": "数据问题", "Open points of the definitions": "定义的待办", "Actions": "措施", "&P of &N": "第&P页，共&N页",

	// Columns.
	"Trend": "趋势", "to": "至", "of": "总数", "Last year": "去年同期", "Better": "方向", "Note": "说明", "Baseline": "基线", "Stretch": "挑战目标", "Way": "进度方式",
	"From": "起始", "Through": "数据截至", "Due by then": "应完成", "Left": "剩余", "a": "每", "Because": "原因", "Signal in": "信号所在期间", "Usual": "通常水平",
	"Lower limit": "下限", "Upper limit": "上限", "Next period": "下一期", "from (80%)": "下限（80%）", "to (80%)": "上限（80%）", "Chance of target": "达标可能性", "by": "截至",
	"id": "编号", "Class": "类别", "Objective": "目标主题", "Kind": "类型", "Not met": "未满足", "About": "对象", "Severity": "程度", "Advice": "建议", "Point": "待办",
	"Condition": "条件", "Dates": "日期范围", "Left aside": "未计入", "Previous": "上期", "Δ previous": "环比", "Year to date": "本年累计", "Last 12 months": "最近12个月",
	"Numerator": "分子", "Denominator": "分母", "Numerator ÷ denominator": "分子÷分母", "Attained, computed again": "重算达成率", "How": "算法", "Verdict": "结论",
	"Dimension": "分组", "Sum of members": "成员之和",

	// Cells.
	"○ no status": "○ 无状态", "● on track": "● 达标", "▲ at risk": "▲ 存在风险", "◆ off track": "◆ 未达标", "higher": "越高越好", "lower": "越低越好", "within": "区间内为佳", "no": "否",
	"agrees": "相符", "differs": "不符", "adds up": "加总相符", "does not add up": "加总不符",
	"1 + (target − actual) ÷ |target|": "1 +（目标值 − 实际值）÷ 目标值的绝对值", "1 + (actual − target) ÷ |target|": "1 +（实际值 − 目标值）÷ 目标值的绝对值",
	"1 inside the range": "区间内为1", "1 − distance from the range ÷ tolerance": "1 − 与区间的距离÷容差", "(so far − baseline) ÷ (target − baseline)": "（已完成 − 基线）÷（目标值 − 基线）",

	// Columns of the data.
	"kpi": "指标编号", "name": "名称", "unit": "单位", "period": "期间", "start": "首日", "last": "末日", "complete": "完整", "reported": "本期", "dimension": "分组", "member": "成员",
	"target": "目标值", "target_low": "目标下限", "target_high": "目标上限", "attained": "达成率", "numerator": "分子", "denominator": "分母", "n": "样本数",
	"last_year": "去年同期", "reason": "原因", "status": "状态",
}
