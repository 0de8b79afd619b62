package load

import "strings"

// What a query may use. Each of these gives the same value on every day and
// every run, reads nothing but its arguments, and makes no text much longer.
var (
	plainTypes = set(`BOOLEAN,TINYINT,SMALLINT,INTEGER,BIGINT,HUGEINT,UTINYINT,USMALLINT,UINTEGER,UBIGINT,FLOAT,DOUBLE,DECIMAL,
		VARCHAR,DATE,TIME,TIMESTAMP,TIMESTAMP_S,TIMESTAMP_MS,TIMESTAMP_NS,TIMESTAMP WITH TIME ZONE,INTERVAL`)

	plainOperators = set(`COMPARE_IN,COMPARE_NOT_IN,OPERATOR_NOT,OPERATOR_IS_NULL,OPERATOR_IS_NOT_NULL,OPERATOR_COALESCE,OPERATOR_NULLIF`)

	functions = set(
		// operators
		`+,-,*,/,//,%,^,**,||,~~,!~~,~~*,!~~*,not_like_escape,like_escape,ilike_escape,not_ilike_escape,~~~`,
		// aggregates
		`count,count_star,count_if,countif,sum,avg,mean,min,max,median,mode,fsum,sum_no_overflow,bool_and,bool_or,first,last,any_value,
		arg_min,arg_max,min_by,max_by,quantile,quantile_cont,quantile_disc,stddev,stddev_pop,stddev_samp,variance,var_pop,var_samp,
		corr,covar_pop,covar_samp,regr_slope,regr_intercept,regr_r2,regr_count,skewness,kurtosis,grouping,grouping_id`,
		// windows
		`row_number,rank,dense_rank,percent_rank,cume_dist,ntile,lag,lead,first_value,last_value,nth_value`,
		// numbers
		`abs,add,subtract,multiply,divide,mod,fmod,fdiv,ceil,ceiling,floor,round,round_even,trunc,sign,sqrt,cbrt,exp,ln,log,log2,log10,
		pow,power,greatest,least,isnan,isfinite,isinf,even`,
		// conditions
		`if,ifnull,nullif,coalesce`,
		// text
		`lower,lcase,upper,ucase,trim,ltrim,rtrim,length,len,strlen,left,right,substr,substring,position,instr,strpos,contains,prefix,suffix,
		starts_with,ends_with,split_part,replace,translate,strip_accents,concat,concat_ws,regexp_matches,regexp_full_match,
		regexp_extract,regexp_replace,ascii,chr,levenshtein`,
		// dates
		`date_trunc,datetrunc,date_part,datepart,date_diff,datediff,date_sub,datesub,date_add,year,quarter,month,day,dayofmonth,
		dayofweek,dayofyear,isodow,weekday,week,weekofyear,isoyear,yearweek,hour,minute,second,millisecond,microsecond,epoch,
		last_day,make_date,make_timestamp,monthname,dayname,strftime,strptime,try_strptime,timezone,
		to_microseconds,to_milliseconds,to_seconds,to_minutes,to_hours,to_days,to_weeks,to_months,to_quarters,to_years`,
	)
)

// set splits lists of names.
func set(lists ...string) map[string]bool {
	names := map[string]bool{}
	for _, list := range lists {
		for name := range strings.SplitSeq(list, ",") {
			names[strings.TrimSpace(name)] = true
		}
	}
	return names
}
