//! Data and template to Markdown text.
//!
//! In come a compiled [`Program`] and a [`DataSet`]; out comes the merged report as a derived source, in which
//! every stretch leads back to a template place or to the data value printed there. Values cannot become Markdown:
//! their punctuation passes as twins (see [`marks`](crate::source::marks)), which the Markdown stage undoes.

mod change;
mod function;
mod strip;
mod value;

use crate::data::{DataSet, Text, missing_item};
use crate::diagnostic::{Diagnostic, Kind, Level, Reported, Sink};
use crate::numeral;
use crate::source::{SourceId, SourceMap, Span, marks};
use crate::template::{Item, Program, SiteKind, codes, mangle};
use function::{Runtime, Stop};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tera::{Context, ErrorKind, Tera, Value};
use value::GapText;

/// Name under which the merged text is registered; users see it only when a place leads nowhere else.
const NAME: &str = "合成的报告";
/// Largest merged report, marks included, in bytes.
const MAX_OUTPUT: usize = 48 << 20;
/// Largest merged report without the marks, in bytes: as large as a draft that may be read, some two thousand pages.
const MAX_TEXT: usize = 4 << 20;
/// Most lines of a merged report; each is at least a line of a page, and two thousand pages take a second or two.
const MAX_LINES: usize = 40_000;
/// What to do about a report without end.
const LOOPS: &str = "检查循环套循环的地方，是否在同一个列表里又循环了一遍";

/// Merges data into a template and registers the result.
///
/// # Errors
/// Reports what stopped the rendering, at its template place.
pub fn merge(
    program: &Program,
    data: &DataSet,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Result<SourceId, Reported> {
    let mut gaps = Vec::new();
    let mut context = Context::new();
    for (name, filled) in &data.fields {
        context.insert_value(mangle(name), value::to_tera(filled, name, &mut gaps));
    }
    let spare: Arc<[Value]> = program.items.iter().map(|item| missing(item, data, &mut gaps)).collect();
    let runtime = Arc::new(Mutex::new(Runtime::default()));
    let mut tera = Tera::new();
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(value::escape);
    let unknown: Arc<[bool]> = gaps.iter().map(|gap| gap.text.whole).collect();
    function::register(&mut tera, &runtime, &unknown, &spare);
    let mut output = Bounded { bytes: Vec::new(), full: false };
    let rendered = tera
        .add_raw_template("report.md", &program.tera)
        .and_then(|()| tera.render_to("report.md", &context, &mut output));
    let runtime = function::take(&runtime);
    for site in &runtime.compared {
        report_comparison(program, *site, sink);
    }
    if let Err(error) = rendered {
        return Err(sink.fail(explain(&error, program, data, &runtime, output.full)));
    }
    let text = String::from_utf8_lossy(&output.bytes).into_owned();
    let stripped = strip::strip(&text, program, data, &gaps, sources);
    let lines = stripped.text.chars().filter(|c| matches!(*c, '\n' | marks::LINE_BREAK)).count();
    if stripped.text.len() > MAX_TEXT || lines > MAX_LINES {
        let message = format!("合成的报告超过 {} MB 或 {MAX_LINES} 行，已停止", MAX_TEXT >> 20);
        return Err(sink.fail(Diagnostic::new(codes::TOO_LARGE, Level::Error, Kind::Template, message).hint(LOOPS)));
    }
    Ok(sources.add_derived(NAME, stripped.text, stripped.origin))
}

/// The gap for an item that the template names by its number, should the data not have so many.
fn missing(item: &Item, data: &DataSet, gaps: &mut Vec<GapText>) -> Value {
    let list = item.list.bare();
    // It is missing behind the last one.
    let Some(last) = data.all_at(&list).last().map(|text| text.span) else { return Value::none() };
    let path = format!("{list}[{}]", item.number);
    let filled = missing_item(&item.field, &path, Span { start: last.end, ..last });
    value::to_tera(&filled, &path, gaps)
}

/// Collects the rendered text up to a limit.
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_OUTPUT {
            self.full = true;
            return Err(std::io::Error::other("full"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn report_comparison(program: &Program, site: usize, sink: &mut Sink) {
    if let Some(site) = program.sites.get(site) {
        sink.push(
            Diagnostic::new(
                codes::COMPARED,
                Level::Warning,
                Kind::Template,
                "这里拿没有填的内容作比较，按“不成立”处理",
            )
            .at(site.span)
            .hint("补上数据后再看这一段该不该出现"),
        );
    }
}

fn explain(error: &tera::Error, program: &Program, data: &DataSet, runtime: &Runtime, full: bool) -> Diagnostic {
    let (message, place) = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            (report.message().to_owned(), program.place(report.span().range.start))
        }
        other => (other.to_string(), None),
    };
    let at = |diagnostic: Diagnostic, place: Option<Span>| match place {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    };
    let stopped = match runtime.stopped {
        Some(Stop::Joined) => Some(("拼起来的文字太长", "看看用 ~ 或顿号拼起来的内容，是不是又拼进了自己")),
        Some(Stop::Fuel) => Some(("循环次数太多", LOOPS)),
        None if full => Some(("合成的报告太大", LOOPS)),
        None => None,
    };
    if let Some((what, remedy)) = stopped {
        let finding = Diagnostic::new(codes::TOO_LARGE, Level::Error, Kind::Template, format!("{what}，已停止"));
        return at(finding, place).hint(remedy);
    }
    // Our own functions speak Chinese; Tera's words would not help a drafter.
    let (message, value) = function::accused(&message);
    let own = message.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let message = if own { message } else { "模板的这一处无法合成" };
    let culprit = place.zip(value).and_then(|(place, value)| culprit(value, place, program, data));
    let finding = Diagnostic::new(codes::RENDER, Level::Error, Kind::Template, message);
    match (culprit, place) {
        (Some(value), Some(place)) => finding
            .at(value)
            .also(place, "模板在这里用到它")
            .hint("核对这个数据；数据没有错，就在模板里用 {% if … %} 避开这一句"),
        (_, place) => at(finding, place).hint("检查这里用到的字段在数据里是不是这种内容"),
    }
}

/// Where the data has the value that a computation at a template place stumbled over. Several fields may hold the same;
/// the one named last is what is divided by.
fn culprit(value: &str, place: Span, program: &Program, data: &DataSet) -> Option<Span> {
    let end = place.end.max(place.start + 1);
    let here = |span: Span| span.source == place.source && span.start < end && place.start < span.end;
    let paths = program.sites.iter().filter(|site| here(site.span)).flat_map(|site| match &site.kind {
        SiteKind::Value(paths) => paths.as_slice(),
        SiteKind::Literal => &[],
    });
    let texts: Vec<&Text> = paths.flat_map(|path| data.all_at(&path.bare()).into_iter().rev()).collect();
    let found = texts.iter().rev().find(|text| text.text == value);
    let number = numeral::decimal(value);
    let same = || texts.iter().rev().find(|text| number.is_some() && numeral::decimal(&text.text) == number);
    found.or_else(same).map(|text| text.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::schema::Schema;
    use crate::data::{fill, load};
    use crate::template::{Folder, compile, report_unread, unread};

    const SCHEMA: &str = "
名称: 试
字段:
  - {名称: 县名, 别名: [county], 类型: 文字, 必填: true}
  - {名称: 镇数, 类型: 数字, 必填: true}
  - {名称: 金额, 类型: 数字}
  - {名称: 日期, 类型: 日期}
  - {名称: 地方, 类型: 列表}
  - 名称: 成效
    类型: 列表
    字段:
      - {名称: 标题, 必填: true}
      - {名称: 内容}
      - 名称: 分点
        类型: 列表
        字段: [{名称: 题, 必填: true}]
      - {名称: 表格, 类型: 表}
";

    struct Run {
        sources: SourceMap,
        merged: Option<SourceId>,
        sink: Sink,
    }

    fn run(template: &str, data: &str) -> Run {
        run_with(template, data, &[])
    }

    fn run_with(template: &str, data: &str, parts: &[(&str, &str)]) -> Run {
        run_on(SCHEMA, template, data, parts)
    }

    fn run_on(schema: &str, template: &str, data: &str, parts: &[(&str, &str)]) -> Run {
        let mut sources = SourceMap::new();
        let mut sink = Sink::new();
        let schema = sources.add("schema.yaml", schema);
        let schema = Schema::read(schema, &sources, &mut sink).expect("schema");
        let folder: Folder = parts.iter().map(|(name, text)| ((*name).to_owned(), sources.add(*name, *text))).collect();
        let template = sources.add("template.md", template);
        let id = sources.add("甲.yaml", data);
        let root = load(id, &sources, &mut sink).expect("data");
        let data = fill(&root, &schema, &mut sink);
        let merged = compile(template, &folder, &sources, &schema, &mut sink)
            .and_then(|program| merge(&program, &data, &mut sources, &mut sink))
            .ok();
        Run { sources, merged, sink }
    }

    impl Run {
        fn text(&self) -> String {
            let id = self.merged.unwrap_or_else(|| panic!("{:?}", self.sink.items()));
            let text = self.sources.get(id).text();
            text.chars().map(|c| crate::source::marks::untwin(c).unwrap_or(c)).collect()
        }

        /// The place in the user's files of the nth occurrence of `needle` in the merged text, as file, text and field.
        fn place(&self, needle: &str) -> (String, String, Option<String>) {
            let id = self.merged.expect("merged");
            let twins: String = needle.chars().map(|c| crate::source::marks::twin(c).unwrap_or(c)).collect();
            let text = self.sources.get(id).text();
            let (at, length) = match text.find(&twins) {
                Some(at) => (at, twins.len()),
                None => (text.find(needle).expect(needle), needle.len()),
            };
            let place = self.sources.place(Span::new(id, at, at + length));
            (
                self.sources.get(place.span.source).name().to_owned(),
                self.sources.text(place.span).to_owned(),
                place.field,
            )
        }

        fn codes(&self) -> Vec<&'static str> {
            self.sink.items().iter().map(|d| d.code.id).collect()
        }
    }

    #[test]
    fn values_and_template_text_lead_back_to_their_places() {
        let run = run(
            "# 关于{{ 县名 }}的报告\n{% for 项 in 成效 %}{{ 项.标题 }}：{{ 项.内容 }}\n{% endfor %}",
            "county: 青禾县\n镇数: 1\n成效:\n  - {标题: 甲, 内容: 共*个}\n  - {标题: '乙**', 内容: 有_空}\n",
        );
        assert_eq!(run.text(), "# 关于青禾县的报告\n甲：共*个\n乙**：有_空\n");
        assert_eq!(run.place("青禾县"), ("甲.yaml".into(), "青禾县".into(), Some("县名".into())));
        assert_eq!(run.place("**"), ("甲.yaml".into(), "**".into(), Some("成效[1].标题".into())));
        assert_eq!(run.place("*"), ("甲.yaml".into(), "*".into(), Some("成效[0].内容".into())));
        assert_eq!(run.place("的报告"), ("template.md".into(), "的报告".into(), None));
        assert_eq!(run.codes(), [] as [&str; 0]);
    }

    #[test]
    fn nested_loops_and_includes_keep_every_index() {
        let template = "{% for 项 in 成效 %}{% for 点 in 项.分点 %}{% include \"点.md\" %}{% endfor %}{% endfor %}";
        let data = "县名: 甲\n镇数: 1\n成效:\n  - {标题: 一, 分点: [{题: 子}, {题: 丑}]}\n  - {标题: 二, 分点: [{题: 寅}, {题: '卯**'}]}\n";
        let run = run_with(template, data, &[("点.md", "{{ loop.index }}{{ 项.标题 }}{{ 点.题 }};")]);
        assert_eq!(run.text(), "1一子;2一丑;1二寅;2二卯**;");
        assert_eq!(run.place("**").2.as_deref(), Some("成效[1].分点[1].题"));
        assert_eq!(run.place("寅").2.as_deref(), Some("成效[1].分点[0].题"));
    }

    #[test]
    fn figures_keep_their_spelling_and_are_computed_exactly() {
        let template = "{{ 金额 }}|{{ 金额 | 万元 }}|{{ 金额 | 亿元(位=2) }}|{{ 镇数 | 占比(总=金额, 位=2) }}|{{ 金额 | 千分位 }}|{{ 镇数 + 1 }}|{{ 日期 | 年月 }}|{{ 地方 | 顿号 }}{{ 地方 | 个数 | 汉字 }}";
        let run = run(template, "县名: 甲\n镇数: 012\n金额: 38500000.00\n日期: 2026-09-18\n地方: [甲, 乙]\n");
        assert_eq!(run.text(), "38500000.00|3850万元|0.39亿元|0.00%|38,500,000.00|13|2026年9月|甲、乙两");
    }

    #[test]
    fn a_negative_growth_is_a_decline() {
        let template = "{{ 镇数 | 增幅(比=金额) }}|{{ 金额 | 增幅(比=镇数, 位=2) }}|{{ 镇数 | 升降(比=金额) }}|{{ 镇数 | 增幅(比=镇数) }}|{{ 县名 | 增幅 }}|{{ 县名 | 升降(位=2) }}|{{ 县名 | 增幅(位=0) }}";
        let run = run(template, "镇数: 94\n金额: 100\n县名: '-0.2'\n");
        assert_eq!(run.text(), "下降6.0%|增长6.38%|下降6个百分点|持平|下降0.2%|下降0.20个百分点|基本持平");
        assert_eq!(run.codes(), [] as [&str; 0]);
    }

    #[test]
    fn a_change_from_a_gap_has_no_direction_yet() {
        let run = run("{{ 镇数 | 增幅(比=金额) }}|{{ 金额 | 升降(比=镇数) }}", "县名: 甲\n镇数: **\n金额: 5\n");
        assert_eq!(run.text(), "增减**%|升降**个百分点");
        assert_eq!(run.place("**").2.as_deref(), Some("镇数"));
    }

    #[test]
    fn a_full_stop_in_a_value_is_not_doubled_by_the_template() {
        let template = "{% for 项 in 成效 %}{{ loop.index }}.{{ 项.标题 }}。{{ 项.内容 }}。完\n{% endfor %}";
        let data =
            "县名: 甲\n镇数: 1\n成效:\n  - {标题: 腾房子。, 内容: 好不好？}\n  - {标题: 建队伍, 内容: '共**。'}\n";
        let run = run(template, data);
        assert_eq!(run.text(), "1.腾房子。好不好？完\n2.建队伍。共**。完\n");
        assert_eq!(run.place("完"), ("template.md".into(), "完".into(), None));
        assert_eq!(run.place("**").2.as_deref(), Some("成效[1].内容"));
        assert_eq!(run.place("腾房子。").1, "腾房子。");
    }

    #[test]
    fn the_second_date_of_a_range_repeats_no_year() {
        let template = "{{ 日期 | 日期 }}至{{ 金额 | 日期(接=日期) }}|{{ 日期 | 月日 }}|{{ 镇数 | 日期(接=日期) }}";
        let schema = SCHEMA
            .replace("名称: 金额, 类型: 数字", "名称: 金额, 类型: 日期")
            .replace("名称: 镇数, 类型: 数字", "名称: 镇数, 类型: 日期");
        let run = run_on(&schema, template, "县名: 甲\n镇数: 2027-01-02\n金额: 2026-12-09\n日期: 2026-11-30\n", &[]);
        assert_eq!(run.text(), "2026年11月30日至12月9日|11月30日|2027年1月2日");
    }

    #[test]
    fn a_list_that_is_one_gap_has_no_number_of_items() {
        let template = "{{ 地方 | 顿号 }}等{{ 地方 | 个数 }}个地方；{{ 成效 | 个数 | 汉字 }}个方面";
        let data = "县名: 甲\n镇数: 1\n地方: **\n成效: '*'\n";
        let run = run(template, data);
        assert_eq!(run.text(), "**等**个地方；*个方面");
        let one = self::run(template, "县名: 甲\n镇数: 1\n地方: ['**']\n成效: [{标题: 甲}]\n");
        assert_eq!(one.text(), "**等1个地方；一个方面");
    }

    #[test]
    fn an_absent_optional_field_stops_nothing() {
        let template = "{{ 金额 | 千分位 }}|{{ 镇数 | 占比(总=金额) }}|{{ 金额 + 3 }}|{% if 金额 > 3 %}多{% else %}少{% endif %}|{{ 成效[5].标题 }}|{{ 成效[0].表格.题 }}|{{ 金额 | 增幅(比=镇数) }}|{{ 镇数 | 增幅(比=金额) }}";
        let run = run(template, "县名: 甲\n镇数: 1\n成效: [{标题: 甲}]\n");
        assert_eq!(run.text(), "|||少||||");
        assert_eq!(run.codes(), [] as [&str; 0]);
    }

    #[test]
    fn an_indexed_item_leads_to_its_own_field() {
        let run = run("{{ 成效[1].标题 }}", "县名: 甲\n镇数: 1\n成效: [{标题: 甲}, {标题: 乙**}]\n");
        assert_eq!(run.place("**").2.as_deref(), Some("成效[1].标题"));
    }

    #[test]
    fn a_computed_figure_has_no_place_inside_its_value_by_chance() {
        let run = run("{{ 镇数 - 10 }}", "县名: 甲\n镇数: 12\n");
        assert_eq!((run.text().as_str(), run.place("2").1.as_str()), ("2", "12"));
    }

    #[test]
    fn a_division_by_zero_names_the_value_in_the_data() {
        let run = run("{{ 镇数 | 占比(总=金额) }}", "县名: 甲\n镇数: 12\n金额: 0\n");
        let finding = run.sink.items().last().expect("a finding");
        assert_eq!(run.sources.text(finding.span.expect("place")), "0", "{finding:?}");
        assert_eq!(finding.labels.len(), 1);
    }

    #[test]
    fn a_wrong_divisor_is_blamed_wherever_the_template_divides() {
        let data = "县名: 甲\n镇数: 0\n金额: 0.00\n";
        for template in [
            "{{ 镇数 / 金额 }}",
            "{% set 商 = 镇数 / 金额 %}{{ 商 }}",
            "{% if 镇数 / 金额 > 1 %}多{% endif %}",
            "{{ 镇数 | 增幅(比=金额) }}",
        ] {
            let run = run(template, data);
            let finding = run.sink.items().last().expect(template);
            assert_eq!(run.sources.text(finding.span.expect("place")), "0.00", "{template}: {finding:?}");
            assert!(!finding.message.contains(marks::SEPARATOR), "{template}");
        }
    }

    #[test]
    fn an_item_that_a_required_list_does_not_have_is_a_gap() {
        let schema = SCHEMA.replace("名称: 成效\n    类型: 列表", "名称: 成效\n    类型: 列表\n    必填: true");
        let template = "{{ 成效[0].标题 }}|{{ 成效[2].标题 }}|{{ 成效[2].内容 }}";
        let run = run_on(&schema, template, "县名: 甲\n镇数: 1\n成效: [{标题: 甲}]\n", &[]);
        assert_eq!(run.text(), "甲|【待填：成效第3项的标题】|");
        assert_eq!(run.place("【待填：成效第3项的标题】").2.as_deref(), Some("成效[2]"));
    }

    #[test]
    fn a_missing_list_is_one_gap_of_its_own_name() {
        let template = "{% for 项 in 成效 %}{{ 项.标题 }}，{{ 项.标题 }}{% endfor %}{{ 地方 | 顿号 }}";
        let run = run(template, "县名: 甲\n镇数: 1\n地方: **处\n成效: 待补**\n");
        assert_eq!(run.place("待补**").2.as_deref(), Some("成效"));
        assert_eq!(run.place("**处").2.as_deref(), Some("地方"));
    }

    #[test]
    fn a_missing_table_has_no_number_of_heads_or_rows() {
        let template = "{% for 项 in 成效 %}{{ 项.表格.表头 | 个数 }}列{{ 项.表格.行 | 个数 }}行{% endfor %}";
        let run = run(template, "县名: 甲\n镇数: 1\n成效: [{标题: 甲, 表格: **}]\n");
        assert_eq!(run.text(), "**列**行");
    }

    #[test]
    fn a_figure_computed_from_a_missing_value_is_a_gap_of_its_own() {
        let template = "{{ 镇数 | 占比(总=金额) }}|{{ 金额 | 占比(总=镇数) }}|{{ 金额 + 镇数 }}|{{ 金额 | 增幅(比=镇数) }}|{{ 镇数 | 万元 }}|{{ 成效 | 个数 }}";
        let schema = SCHEMA.replace("名称: 成效\n    类型: 列表", "名称: 成效\n    类型: 列表\n    必填: true");
        let run = run_on(&schema, template, "县名: 甲\n金额: 5\n", &[]);
        assert_eq!(run.text(), "**%|**%|**|增减**%|【待填：镇数】万元|**");
        assert_eq!(run.place("**").2.as_deref(), Some("镇数"));
    }

    #[test]
    fn sum_mean_share_and_growth_are_rounded_half_away_from_zero() {
        let schema = format!(
            "{SCHEMA}  - {{名称: 各年, 类型: 列表}}\n  - 名称: 乡镇\n    类型: 列表\n    字段: [{{名称: 户数, 类型: 数字}}]\n"
        );
        let template = "{{ 各年 | 合计 }}|{{ 各年 | 平均 }}|{{ 各年 | 平均(位=2) }}|{{ 乡镇 | 合计(项=\"户数\") }}|\
                        {{ 乡镇 | 平均(项=\"户数\", 位=0) }}|{{ 镇数 | 占比(总=金额, 位=1) }}|{{ 镇数 | 增幅(比=金额, 位=1) }}";
        let data = "县名: 甲\n镇数: 1\n金额: 16\n各年: [1, 2, 0.75]\n乡镇: [{户数: 2}, {户数: 3}, {}]\n";
        assert_eq!(run_on(&schema, template, data, &[]).text(), "3.75|1.3|1.25|5|3|6.3%|下降93.8%");
        let gap = run_on(&schema, "{{ 各年 | 平均 }}", "县名: 甲\n镇数: 1\n各年: [1, '*']\n", &[]);
        assert_eq!(gap.text(), "*");
    }

    #[test]
    fn a_gap_passes_through_everything() {
        let template = "{{ 镇数 | 占比(总=金额) }}|{{ 镇数 + 3 }}|{{ 县名 }}|{{ 成效[0].标题 }}{% if 镇数 > 3 %}多{% else %}少{% endif %}";
        let run = run(template, "镇数: **\n金额: 5\n成效: [{标题: }]\n");
        assert_eq!(run.text(), "**%|**|【待填：县名】|【待填：标题】少");
        assert_eq!(run.codes(), ["TP009"]);
        assert_eq!(run.place("**").2.as_deref(), Some("镇数"));
    }

    #[test]
    fn data_nobody_reads_is_a_hint() {
        let text = "县名: 甲\n镇数: 1\n成效: [{标题: 甲, 内容: 乙}, {标题: 丙, 内容: 丁}]\n";
        let mut run = run("{{ 县名 }}{% for 项 in 成效 %}{{ 项.标题 }}{% endfor %}", text);
        let schema = run.sources.add("schema.yaml", SCHEMA);
        let schema = Schema::read(schema, &run.sources, &mut run.sink).expect("schema");
        let template = run.sources.add("t", "{{ 县名 }}{% for 项 in 成效 %}{{ 项.标题 }}{% endfor %}");
        let program = compile(template, &Folder::new(), &run.sources, &schema, &mut run.sink).expect("program");
        let id = run.sources.add("甲.yaml", text);
        let root = load(id, &run.sources, &mut run.sink).expect("data");
        report_unread(&unread(&program, &schema, &root), &mut run.sink);
        let said: Vec<&str> = run.sink.items().iter().map(|d| d.message.as_str()).collect();
        assert_eq!(said, ["“镇数”填了，但模板没有用到", "“内容”填了，但模板没有用到"]);
    }

    #[test]
    fn the_shipped_template_merges_the_shipped_data() {
        let base = concat!(env!("CARGO_MANIFEST_DIR"), "/");
        let read = |path: &str| std::fs::read_to_string(format!("{base}{path}")).expect("file");
        for (file, gaps) in [("data/青禾县调研.yaml", false), ("data/青禾县调研-待补.yaml", true)] {
            let mut sources = SourceMap::new();
            let mut sink = Sink::new();
            let schema = sources.add("schema.yaml", read("report-templates/人大调研报告/schema.yaml"));
            let fields = ["编排.yaml", "题下.yaml", "图片.yaml"]
                .map(|part| (part.to_owned(), sources.add(part, read(&format!("report-templates/共用/{part}")))));
            let fields = fields.into();
            let schema = Schema::read_with(schema, &fields, &sources, &mut sink).expect("schema");
            let template = sources.add("template.md", read("report-templates/人大调研报告/template.md"));
            let shared = ["题头", "附件目录", "表格", "小节", "分点", "图片", "附件正文", "指标"]
                .map(|part| format!("{part}.md"));
            let parts = shared.map(|part| {
                let text = read(&format!("report-templates/共用/{part}"));
                (part.clone(), sources.add(part, text))
            });
            let id = sources.add(file, read(file));
            let root = load(id, &sources, &mut sink).expect("data");
            let data = fill(&root, &schema, &mut sink);
            let program = compile(template, &Folder::from(parts), &sources, &schema, &mut sink).expect("program");
            report_unread(&unread(&program, &schema, &root), &mut sink);
            let merged = merge(&program, &data, &mut sources, &mut sink).expect("merged");
            let text: String =
                sources.get(merged).text().chars().map(|c| crate::source::marks::untwin(c).unwrap_or(c)).collect();
            assert_eq!(!data.gaps.is_empty(), gaps, "{:?}", data.gaps);
            assert_eq!(sink.items().iter().filter(|d| d.level == Level::Error).count(), 0, "{:?}", sink.items());
            assert!(text.contains("现将有关情况报告如下"));
        }
    }

    #[test]
    fn all_unknown_names_come_out_of_one_run_with_suggestions() {
        let run = run(
            "{{ 县民 }}\n{% for 项 in 成效 %}{{ 项.标提 }}{% endfor %}{{ 镇数 | 千位 }}{{ 镇数 | 小数(为=1) }}{{ 成效 }}",
            "县名: 甲\n镇数: 1\n",
        );
        assert!(run.merged.is_none());
        let said: Vec<(usize, String)> = run
            .sink
            .items()
            .iter()
            .map(|d| {
                let span = d.span.expect("span");
                (
                    run.sources.get(span.source).position(span.start as usize).line,
                    format!("{} {}", d.message, d.hints.join("")),
                )
            })
            .collect();
        assert_eq!(said.len(), 5, "{said:?}");
        assert_eq!(said[0], (1, "没有名为“县民”的字段 是不是想写“县名”？".to_owned()));
        assert_eq!(said[1], (2, "没有名为“标提”的字段 是不是想写“标题”？".to_owned()));
        assert!(said[2].1.contains("千分位") && said[3].1.contains("位") && said[4].1.contains("不能直接印"));
    }

    #[test]
    fn syntax_errors_name_their_place() {
        for (template, line, words) in [
            ("甲\n{{ 县名", 2, "没有用“}}”关上"),
            ("甲\n{% if 县名 %}", 2, "没有结束"),
            ("{% endfor %}", 1, "没有可以结束"),
            ("{{ 县名； }}", 1, "不能出现在标记里"),
            ("{% macro x() %}", 1, "没有“{% macro %}”"),
            ("{{ 县名 | }}", 1, "应当是一个名称"),
            ("{% include \"无.md\" %}", 1, "没有名为“无.md”"),
        ] {
            let run = run(template, "县名: 甲\n镇数: 1\n");
            let first = run.sink.items().first().expect(template);
            let span = first.span.expect("span");
            assert!(first.message.contains(words), "{template}: {}", first.message);
            assert_eq!(run.sources.get(span.source).position(span.start as usize).line, line, "{template}");
        }
    }

    #[test]
    fn endless_loops_stop_with_a_message() {
        let items = vec!["{标题: 甲}"; 60].join(", ");
        let data = format!("县名: 甲\n镇数: 1\n成效: [{items}]\n");
        let nested = "{% for 甲 in 成效 %}".repeat(6) + "x" + &"{% endfor %}".repeat(6);
        assert_eq!(run(&nested, &data).codes(), ["TP008"]);
        assert_eq!(run("{% for 次 in range(end=900000000) %}x{% endfor %}", &data).codes(), ["TP008"]);
        assert_eq!(run("{% for 次 in range(end=90000) %}甲\n{% endfor %}", &data).codes(), ["TP008"]);
    }

    #[test]
    fn a_loop_that_prints_nothing_stops_too() {
        let silent = "{% if 县名 %}{% endif %}{% set 甲 = 县名 %}".repeat(1_000);
        let template = format!("{{% for 次 in range(end=200000) %}}{silent}{{% endfor %}}");
        assert_eq!(run(&template, "县名: 甲\n镇数: 1\n").codes(), ["TP008"]);
    }

    #[test]
    fn texts_that_double_stop_with_a_message() {
        let data = "县名: 青禾县\n镇数: 1\n";
        for double in ["甲{i} ~ 甲{i}", "[甲{i}, 甲{i}] | 顿号"] {
            let steps = (0..40).map(|i| format!("{{% set 甲{} = {} %}}", i + 1, double.replace("{i}", &i.to_string())));
            let template = format!("{{% set 甲0 = 县名 %}}{}{{{{ 甲40 }}}}", steps.collect::<String>());
            let run = run(&template, data);
            assert_eq!(run.codes(), ["TP008"]);
            assert!(run.sink.items()[0].message.contains("拼起来的文字太长"));
        }
    }

    #[test]
    fn everything_the_compiler_lets_pass_can_be_rendered() {
        let chain = |word: &str, item: &str, count: usize| vec![item; count].join(word);
        let data = "县名: 青禾县\n镇数: 1\n";
        let templates = |n: usize| {
            [
                format!("{{{{ {} }}}}", chain("+", "镇数", n)),
                format!("{{{{ {} }}}}", chain("~", "县名", n)),
                format!("{{{{ 镇数{} }}}}", "|小数".repeat(n)),
                format!("{{{{ {}1{} }}}}", "镇数|加(数=".repeat(n), ")".repeat(n)),
                format!("{{{{ {}1{} }}}}", "1 - (".repeat(n), ")".repeat(n)),
                format!("{{% if {} %}}甲{{% endif %}}", chain(" and ", "县名 == 县名", n)),
                format!("{{% if {}县名{} %}}甲{{% endif %}}", "县名 or (".repeat(n), ")".repeat(n)),
                format!("{{% if {}县名 %}}甲{{% endif %}}", "not ".repeat(n)),
                format!("{}甲{}", "{% if 县名 %}".repeat(n), "{% endif %}".repeat(n)),
                format!("{}甲{}", "{% for 次 in [1] %}".repeat(n), "{% endfor %}".repeat(n)),
                format!("{{% if 县名 %}}{}{{% endif %}}", "{% elif 县名 %}甲".repeat(n)),
            ]
        };
        for n in 1..60 {
            for template in templates(n) {
                let codes = run(&template, data).codes();
                assert!(!codes.contains(&"TP007"), "{n}: {template}");
                assert!(n > 15 || codes.is_empty(), "{n}: {template}: {codes:?}");
            }
        }
    }

    #[test]
    fn a_value_cannot_become_markdown_or_a_tag() {
        let run = run("{{ 县名 }}", "县名: '# **甲** | {{ 镇数 }} [x](y)'\n镇数: 1\n");
        assert_eq!(run.text(), "# **甲** | {{ 镇数 }} [x](y)");
        let id = run.merged.expect("merged");
        assert!(!run.sources.get(id).text().contains(['#', '*', '|', '[']));
    }

    #[test]
    fn line_breaks_in_values_become_one_mark() {
        let run = run("{{ 县名 }}末", "县名: |\n  第一段\n\n  第二段\n镇数: 1\n");
        assert_eq!(run.text(), format!("第一段{}第二段末", crate::source::marks::LINE_BREAK));
        assert_eq!(run.place("第二段").1, "第二段");
    }
}
