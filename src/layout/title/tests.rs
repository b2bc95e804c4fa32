//! Titles of every length, each broken as a careful drafter would.

use super::super::atom::{Piece, Row, TypeSize};
use super::super::gap::Gaps;
use super::super::glyphs::Glyphs;
use super::super::page::Tag;
use super::*;
use crate::document::TextBuilder;
use crate::font::{FontSet, Role};
use crate::source::{SourceMap, Span};
use crate::style::PageStyle;

/// The lines, and why.
fn broken(title: &str) -> (Vec<String>, Option<String>) {
    let mut builder = TextBuilder::new();
    let source = SourceMap::new().add("甲.md", title);
    builder.push(title, Span::new(source, 0, title.len()), false);
    let text = builder.finish().broken_at_marks();
    let (style, fonts, mut row) = (PageStyle::default(), FontSet::bundled(), Row::default());
    let size = TypeSize::solid(style.title_size, &style);
    row.set(&[Piece::text(&text, Role::BiaoSong, Tag::Artifact)], size, &mut Glyphs::new(&fonts), &Gaps::new(&[]));
    let found = title_lines(&row, style.title_cells * size.cell, text.breaks());
    let words = |line: &Range<usize>| row.text[row.bytes(line.start).start..row.bytes(line.end - 1).end].to_owned();
    (found.lines.iter().map(words).collect(), found.why)
}

/// Invented titles as offices write them; `/` is where the line is to end.
const TITLES: &[&str] = &[
    "调研报告",
    "青禾县养老服务情况汇报",
    "关于全县养老服务工作情况的调研报告",
    "关于青禾县社区办公用房情况的调研报告",
    "关于全县农村集体经济发展情况的调研报告",
    "青禾县2026年上半年/农村人居环境整治工作总结",
    "关于青禾县农村/饮水安全巩固提升工作情况的报告",
    "青禾县人大常委会/关于全县学前教育情况的调研报告",
    "青禾县人民政府/关于2026年上半年重点工作情况的报告",
    "关于进一步加强全县城乡社区/办公用房规范化建设的意见",
    "青禾县人大常委会调研组/关于全县农村集体经济发展情况的调研报告",
    "关于检查/《中华人民共和国农业技术推广法》/贯彻实施情况的报告",
    "关于贯彻实施《青禾县物业管理条例》/情况的执法检查报告",
    "关于推进城乡义务教育优质均衡发展的提案",
    "关于加快推动县域商业体系建设/促进农村消费扩容提质的建议",
    "以“小切口”/立法破解基层治理难题的实践与思考",
    "关于“十五五”时期/全县交通基础设施建设情况的调研报告",
    "青禾县第十四届人民代表大会常务委员会/关于全县医疗卫生服务体系建设与基层/卫生人才队伍情况的专题调研报告",
    "青禾县人民政府关于二〇二六年上半年/国民经济和社会发展计划执行情况的报告",
    "关于青禾县2025年财政决算/和2026年上半年预算执行情况的报告",
    "柳溪镇党委/关于抓党建促乡村振兴工作情况的汇报",
    "青禾县民政局、财政局、卫生健康局/关于居家社区养老服务改革/试点工作情况的汇报",
    "打造“十五分钟便民服务圈”/提升群众幸福感获得感安全感工作经验材料",
    "关于优化营商环境/服务民营经济高质量发展情况的调研",
    "青禾县政协关于加强城市/地下管网建设和管理的调研报告",
    "关于完善未成年人心理健康服务体系的提案",
    "云岭市生态环境局青禾分局/2026年工作总结及2027年工作计划",
    "关于全县“厕所革命”和生活垃圾分类工作/推进情况的专题调研报告",
    "关于建立健全县乡村三级医疗卫生服务网络/切实解决群众看病难问题的调研报告",
    "青禾县开展农村留守儿童/关爱保护工作的做法与成效",
    "关于GDP核算/和“四上”企业培育入库工作情况的汇报",
    "关于促进返乡创业就业的几点建议",
    "青禾县推行1+X村级网格化管理的主要做法",
    "扎实推进清廉乡村建设/为全面推进乡村振兴提供坚强保证",
    "关于全县代表建议、/批评和意见办理情况的报告",
    "关于支持石桥镇创建省级特色小镇/有关问题的请示",
    "青禾县人大常委会2026年度工作要点",
    "全县安全生产/和防灾减灾救灾工作会议情况汇报",
    "关于《青禾县国土空间总体规划/（2021—2035年）》编制/和实施情况的调研报告",
];

#[test]
fn every_title_has_a_shape_and_tears_nothing() {
    for title in TITLES.iter().map(|title| title.replace('/', "")) {
        let (lines, why) = broken(&title);
        assert_eq!(lines.concat(), title);
        let lengths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
        let why = why.unwrap_or_default();
        assert!(!why.contains("不成") && !why.contains("在词里面"), "{lines:?} {why}");
        assert!(lines.len() == 1 || why.contains("梯形") || why.contains("菱形"), "{lines:?} {why}");
        assert!(lengths.iter().all(|length| (2..=24).contains(length)), "{lines:?}");
        let starts: Vec<usize> = crate::lexicon::words(&title).iter().map(|word| word.start).collect();
        let mut at = 0;
        for line in &lines {
            assert!(starts.contains(&at) && !line.starts_with(['的', '》', '、']), "{lines:?}");
            at += line.len();
        }
    }
}

#[test]
fn where_the_drafter_marks_a_break_the_line_ends() {
    let (lines, why) = broken("青禾县｜养老服务情况汇报");
    assert_eq!(lines, ["青禾县", "养老服务情况汇报"]);
    assert_eq!(why.as_deref(), Some("标题按所标的“｜”断成2行"));
    let (lines, _) = broken("青禾县人大常委会｜关于全县农村集体经济发展和农村人居环境整治情况的调研报告");
    assert_eq!(lines[0], "青禾县人大常委会");
    assert_eq!(lines.len(), 3, "the line that is too long is broken again: {lines:?}");
    assert_eq!(broken("｜甲乙丙丁｜").0, ["甲乙丙丁"]);
}

#[test]
fn the_reason_is_told() {
    let (_, why) = broken("青禾县人大常委会关于全县学前教育情况的调研报告");
    assert_eq!(why.as_deref(), Some("标题23字，一行至多19字，断成2行（8、15字），正梯形；断在“关于”之前"));
    assert_eq!(broken("调研报告").1, None);
}

#[test]
fn what_has_no_words_is_broken_all_the_same() {
    for title in ["的".repeat(60), "甲".repeat(99), "（".repeat(40), "A".repeat(80), "甲".repeat(300), "。".repeat(50)]
    {
        assert_eq!(broken(&title).0.concat(), title);
    }
}

#[test]
fn titles_are_broken_where_a_drafter_would() {
    let mut wrong = Vec::new();
    for wanted in TITLES {
        let (lines, why) = broken(&wanted.replace('/', ""));
        if lines.join("/") != *wanted {
            wrong.push(format!("{} not {wanted}: {why:?}", lines.join("/")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
