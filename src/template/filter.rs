//! The filters of report templates: their names, arguments and what they do. [`merge`](crate::merge) computes them.

/// A filter report templates may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// Its name in templates.
    pub name: &'static str,
    /// The name Tera knows it by.
    pub ascii: &'static str,
    /// Its arguments: name in templates, name in Tera.
    pub arguments: &'static [(&'static str, &'static str)],
    /// Whether it takes a list.
    pub of_list: bool,
    /// What it does, one line.
    pub about: &'static str,
}

const fn filter(
    name: &'static str,
    ascii: &'static str,
    arguments: &'static [(&'static str, &'static str)],
    of_list: bool,
    about: &'static str,
) -> Filter {
    Filter { name, ascii, arguments, of_list, about }
}

/// All filters.
pub const FILTERS: [Filter; 23] = [
    filter("序号", "f_ordinal", &[], false, "1 → 一，用于“一是”“第一”"),
    filter("汉字", "f_count", &[], false, "2 → 两，5 → 五，用于“五个方面”"),
    filter(
        "日期",
        "f_date",
        &[("接", "after")],
        false,
        "2026-09-18 → 2026年9月18日；接=开始日期 时，同一年的不再写年份：9月18日",
    ),
    filter("年月", "f_month", &[], false, "2026-09-18 → 2026年9月"),
    filter("月日", "f_month_day", &[], false, "2026-09-18 → 9月18日"),
    filter("年份", "f_year", &[], false, "2026-09-18 → 2026年"),
    filter("万元", "f_wan", &[("位", "places")], false, "元数 38500000 → 3850万元；位=2 定小数位数"),
    filter("亿元", "f_yi", &[("位", "places")], false, "元数 128000000 → 1.28亿元；位=2 定小数位数"),
    filter("百分比", "f_percent", &[("位", "places")], false, "0.853 → 85.3%；位=1 定小数位数"),
    filter(
        "占比",
        "f_share",
        &[("总", "total"), ("位", "places")],
        false,
        "部分占总数的百分比：12 | 占比(总=48, 位=1) → 25.0%",
    ),
    filter(
        "增幅",
        "f_growth",
        &[("比", "from"), ("位", "places")],
        false,
        "按正负写成增长或下降：94 | 增幅(比=100) → 下降6.0%；-3.2 | 增幅 → 下降3.2%",
    ),
    filter(
        "升降",
        "f_points",
        &[("比", "from"), ("位", "places")],
        false,
        "比率的变化：79.2 | 升降(比=39.0) → 提高40.2个百分点",
    ),
    filter("千分位", "f_grouped", &[], false, "1234567 → 1,234,567"),
    filter("横线", "f_dashes", &[], false, "表格各栏的宽度：2 → ------"),
    filter("小数", "f_fixed", &[("位", "places")], false, "四舍五入到几位小数：3.14159 | 小数(位=2) → 3.14"),
    filter("加", "f_add", &[("数", "n")], false, "相加：12 | 加(数=3) → 15"),
    filter("减", "f_subtract", &[("数", "n")], false, "相减"),
    filter("乘", "f_multiply", &[("数", "n")], false, "相乘"),
    filter("除", "f_divide", &[("数", "n")], false, "相除"),
    filter("顿号", "f_enumerate", &[("连接", "by")], true, "列表用顿号连起来"),
    filter("个数", "f_length", &[], true, "列表有几项"),
    filter("合计", "f_sum", &[("项", "key")], true, "列表里的数相加；项=“字段名” 取每组里的一个数"),
    filter(
        "平均",
        "f_mean",
        &[("项", "key"), ("位", "places")],
        true,
        "列表里的数的平均，四舍五入到一位小数；项=“字段名” 取每组里的一个数，位=2 定小数位数",
    ),
];

#[cfg(test)]
mod tests {
    use super::FILTERS;

    #[test]
    fn the_readme_lists_every_filter_and_argument() {
        let readme = include_str!("../../README.md");
        for filter in FILTERS {
            let row = readme.lines().find(|line| line.starts_with(&format!("| `{}` |", filter.name)));
            let row = row.unwrap_or_else(|| panic!("{} is not in the README", filter.name));
            for (argument, _) in filter.arguments {
                assert!(row.contains(&format!("{argument}=")), "{} {argument}", filter.name);
            }
        }
    }
}
