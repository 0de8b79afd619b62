package locale

// chineseWords has the words that come with the numbers, by their English: those of
// statuses, reasons and kinds.
var chineseWords = map[string]string{
	"": "",

	// Statuses.
	"no status": "无状态", "on track": "达标", "at risk": "存在风险", "off track": "未达标",

	// Reasons.
	"outside the data": "超出数据范围", "no data": "无数据", "every amount is missing": "金额全部缺失", "division by zero": "除数为零", "no period to compare with": "无可比期间",
	"not available by this dimension": "不能按此维度计算", "known for the last day of the data only": "只有数据最后一天的状态", "period not over": "期间未结束",
	"data begin inside the period": "数据从期间中途开始", "data out of date": "数据已过期", "no rows in the period": "期间内无数据行", "too few rows": "行数太少",
	"the target has not begun": "目标尚未开始", "too early to judge": "为时过早，无法评定", "too few earlier years for a seasonal pace": "往年数据太少，无法按季节性计算进度",
	"target reached": "目标已达成", "nothing left to divide by": "已无可除的基数", "no target": "无目标", "no line of the status list holds": "状态列表中无一行成立",
	"no finite result": "结果不是有限数", "no tolerance and no red flag": "没有容差和红线", "too little of it has a score": "有得分的部分太少",

	// Kinds and classes of KPIs.
	"flow": "流量", "level": "存量", "ratio": "比率", "average": "平均值", "distinct": "去重计数", "percentile": "分位数", "derived": "派生指标",
	"leading": "领先指标", "lagging": "滞后指标",

	// Changes.
	"better": "改善", "worse": "恶化",

	// Perspectives, as they are usually called.
	"financial": "财务", "customer": "客户", "process": "内部流程", "learning": "学习与成长", "people": "人员",

	// How a target is approached.
	"linear": "按天数均匀", "workdays": "按工作日", "seasonal": "按季节性", "milestones": "按里程碑", "computed": "按公式",

	// Rules and actions.
	"info": "提示", "warning": "警告", "error": "严重", "clear": "正常", "pending": "待确认", "firing": "已触发", "held back": "暂缓", "not evaluated": "未能评估", "no rows": "无数据行",
	"wrong": "不符", "doubtful": "存疑", "open": "未开始", "doing": "进行中", "done": "已完成", "overdue": "已逾期",

	// Units, and the lengths of periods.
	"count": "计数", "percent": "百分比", "points": "分", "x": "倍", "number": "数值", "money": "金额", "days": "天", "hours": "小时", "months": "个月",
	"weeks": "周", "quarters": "个季度", "years": "年", "day": "天", "hour": "小时", "week": "周", "month": "月", "quarter": "季度", "year": "年",

	// Methods of forecasting.
	"seasonal naive": "季节性朴素法", "naive": "朴素法", "mean": "均值法", "drift": "漂移法", "ses": "简单指数平滑法", "theta": "Theta法", "theta of logarithms": "对数Theta法",
	"damped trend": "阻尼趋势法", "ets": "ETS法", "combined": "组合预测法",
}
