package locale

// chinesePhrases has the phrases of the engine by their English, as chinese has the
// texts of reports. What is written into definition files stays as it is written
// there.
var chinesePhrases = map[string]string{
	"%s": "%s", "%s: %s": "%s：%s", "%s of %s": "%[2]s行中的%[1]s", "all %s": "全部%s", "%s days": "%s天",

	// What is found in the data.
	"%s is dated after %s and not counted": "%s的日期晚于%s，未计入", "%s are dated after %s and not counted": "%s的日期晚于%s，未计入",
	"the last row is of %s, %s before %s, and fresh_within says %s":       "最后一行的日期为%s，比%[3]s早%[2]s，而约定的更新时限为%[4]s",
	"no row in %s, although the data go on to %s":                         "%s没有数据行，而数据一直延续到%s",
	"%s has no date in %s, and is in no period":                           "%s在%s中没有日期，不计入任何期间",
	"%s have no date in %s, and are in no period":                         "%s在%s中没有日期，不计入任何期间",
	"%s finds no partner in join %s, and nothing is read through it":      "%s在关联%s中找不到匹配行，无法读取关联数据",
	"%s find no partner in join %s, and nothing is read through it":       "%s在关联%s中找不到匹配行，无法读取关联数据",
	"%s is equal to another row in every column":                          "%s与另一行的各列完全相同",
	"%s are equal to another row in every column":                         "%s与另一行的各列完全相同",
	"%s is left out, because its values do not fit the declared types":    "%s被剔除，因为其值不符合声明的类型",
	"%s are left out, because their values do not fit the declared types": "%s被剔除，因为其值不符合声明的类型",
	"1 amount rounded, because they had more than four decimals":          "1个金额的小数超过四位，已四舍五入",
	"%s amounts rounded, because they had more than four decimals":        "%s个金额的小数超过四位，已四舍五入",
	"%s is missing in %s":                             "%[2]s缺少%[1]s",
	"%s is missing in %s (%s), and at most %s may be": "%[2]s缺少%[1]s（%[3]s），而最多允许%[4]s",
	"check %s (%s) fails in %s":                       "检查%s（%s）在%s中不成立",
	"%s is to be %s, and is not in %s":                "%s应%s，但%s不符",
	"%s is to be one of %s, and is not in %s":         "%s应为%s之一，但%s不符",
	"at least %s":                "不低于%s",
	"at most %s":                 "不高于%s",
	"at least %s and at most %s": "不低于%s且不高于%s",
	"(missing)":                  "（缺失）",
	"%s (missing)":               "%s（缺失）",
	"1 control total":            "1项控制总数",
	"%s control totals":          "%s项控制总数",
	"%s of %s control totals":    "%[2]s项控制总数中的%[1]s项",
	"%s does not match":          "%s不符",
	"%s do not match":            "%s不符",
	"%s is not compared":         "%s未作比较",
	"%s are not compared":        "%s未作比较",
	"%s, expected %s":            "%s，应为%s",
	"--where leaves rows out":    "筛选条件排除了部分行",
	"its definition was reviewed on %s, and was to be reviewed again by %s":                "其定义上次复核于%s，应在%s之前再次复核",
	"review it with its owner, and write the day at reviewed:":                             "请与负责人一起复核，并把日期写在 reviewed: 处",
	"if that is normal, say optional: true":                                                "如属正常，请写明 optional: true",
	"if that is normal, say in the column how many may have none, such as max_missing: 5%": "如属正常，请在该列写明允许缺失的比例，例如 max_missing: 5%",
}
