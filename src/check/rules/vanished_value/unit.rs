//! Units and measure words that nothing measures with: 收购烟叶万担, 共有个社区, 竣工个.

use super::words::{COUNTED, Entries, STRONG, WORDS};
use super::{Vanished, is_han};
use crate::lexicon::is_word;
use crate::lexicon::zone::line;

/// 万元 behind a verb or noun and before the end of a clause.
pub(super) fn strong(text: &str, at: usize, entries: &Entries) -> Option<Vanished> {
    // Mostly a figure stands before, which settles it.
    if !text[..at].trim_end_matches(' ').ends_with(is_han) {
        return None;
    }
    let unit = entries.strong.iter().filter(|unit| text[at..].starts_with(**unit)).max_by_key(|unit| unit.len())?;
    // 平方公里 holds 公里.
    if text[..at].ends_with("平方") || text[..at].ends_with("立方") {
        return None;
    }
    let end = at + unit.len();
    let (left, right) = line(text, &(at..end));
    let bare = left.trim_end_matches(' ');
    let before = bare.chars().next_back()?;
    let spaced = bare.len() < left.len();
    if !is_han(before)
        || "一二三四五六七八九十百千万亿两几数多余来半每上近超过约整零〇逾达级按以计破越入均值".contains(before)
            && before != '达'
            && !bare.ends_with("收入")
    {
        return None;
    }
    if right.starts_with('”') || bare.ends_with("千家") {
        return None;
    }
    let worded = [
        "单位",
        "单位为",
        "单位是",
        "人民币",
        "单价",
        "多少",
        "若干",
        "平均每",
        "货币",
        "立方",
        "平方",
        "海里",
        "英里",
        "一个",
        "两个",
        "几个",
        "每个",
    ];
    if worded.iter().any(|word| bare.ends_with(word)) {
        return None;
    }
    let ended = right.is_empty() || right.starts_with(['，', '。', '；', '、', '）', '“', '”', ' ', ',', ';']);
    let known = [
        "投资", "投入", "资金", "收入", "产值", "完成", "达", "达到", "为", "占", "约", "实现", "拨付", "安排", "落实",
        "争取", "收购", "收缴", "增加", "共", "计", "总额", "基金", "经费", "金额", "余额", "税收", "补助", "补贴",
        "贷款", "修建", "硬化", "新增", "面积", "建成", "里程", "种植", "造林",
    ];
    let led = known.iter().any(|word| bare.ends_with(word));
    let spent = ["投资", "投入", "拨付", "筹资", "争取资金", "发放"].iter().any(|word| bare.ends_with(word));
    let named = [
        "以上", "以下", "产值", "级", "项目", "企业", "工程", "户", "大", "村", "元", "资产", "税收", "设备", "规模",
        "及以",
    ];
    let spent = spent && right.starts_with(is_han) && !named.iter().any(|word| right.starts_with(word));
    let followed = spent
        || right.starts_with(['和', '用', '以', '的', '左', '多', '余', '支', '，'])
            && !right.starts_with("以上")
            && !right.starts_with("用户");
    // 亿元产业, 万元户, 亿元以上 are names of their own.
    (ended && (led || spaced || !is_name_like(bare)) || led && followed).then_some((at..at, at..end))
}

/// 万元 as the unit of an account: 折合人民币万元, 精确到万元, 用亿元.
fn is_name_like(left: &str) -> bool {
    ["到", "用", "为", "成", "于", "取", "是", "的", "至", "、", "或", "和", "元", "称", "叫"]
        .iter()
        .any(|word| left.ends_with(word))
}

/// 共有个社区, 收到提案件.
pub(super) fn counted(text: &str, at: usize, entries: &Entries) -> Option<Vanished> {
    // The longest needle that begins here decides what follows it.
    let word = entries.needles.iter().filter(|word| text[at..].starts_with(**word)).max_by_key(|word| word.len())?;
    if STRONG.contains(word) || matches!(*word, "率" | "元" | "亩" | "吨" | "万户" | "万人" | "万件") {
        return None;
    }
    let end = at + word.len();
    let spaces = text[end..].len() - text[end..].trim_start_matches(' ').len();
    let start = end + spaces.min(3);
    let rest = &text[start..];
    // What none of the units below begins with.
    if !rest.starts_with(|c: char| "个名件户座处所家条项人次台辆套亩场期份吨起支间元天分小幅年课".contains(c))
    {
        return None;
    }
    let limit = ["不少于", "不低于", "不超过", "不到", "至少", "分值为"].contains(word);
    let more: &[&str] = if limit { &["天", "分", "小时", "幅", "年", "课时"] } else { &[] };
    let unit = COUNTED.iter().chain(more).filter(|unit| rest.starts_with(**unit)).max_by_key(|unit| unit.len())?;
    if limit && !rest[unit.len()..].is_empty() && !rest[unit.len()..].starts_with(['，', '。', '；', '、', '）']) {
        return None;
    }
    if WORDS.iter().any(|other| rest.starts_with(other)) {
        return None;
    }
    let left = &text[..at];
    let strict = [
        "共有",
        "共计",
        "合计",
        "累计",
        "总计",
        "达到",
        "达",
        "超过",
        "下辖",
        "现有",
        "共",
        "辖",
        "新增",
        "选派",
        "配备",
        "仅",
        "只有",
        "不足",
        "不少于",
        "不低于",
        "不超过",
        "不到",
        "至少",
        "分值为",
        "其余",
    ]
    .contains(word);
    // 和平共处, 共有人, 网络达人 are words.
    let joined = matches!((*word, *unit), ("共", "处" | "人" | "期" | "同") | ("共有", "人") | ("达", "人"));
    if joined {
        return None;
    }
    if *word == "其余" && !matches!(*unit, "个" | "名" | "家") {
        return None;
    }
    // 一共, 公共: 共 must count.
    if *word == "共" && left.ends_with(['公', '一', '中', '总', '与', '同', '国']) && !left.ends_with('一') {
        return None;
    }
    if *word == "达"
        && left.ends_with(['发', '到', '表', '传', '下', '送', '抵', '直', '转', '通', '雷', '马', '豁', '畅'])
    {
        return None;
    }
    if *word == "辖" && left.ends_with(['直', '管', '统']) || (*word == "覆盖" || *word == "涉及") && *unit != "个"
    {
        return None;
    }
    let after = &rest[unit.len()..];
    let ended = after.is_empty() || after.starts_with(['，', '。', '；', '、', '）', ',', ';']);
    let han = after.starts_with(is_han);
    let noun = matches!(*unit, "个" | "名" | "所" | "座" | "家" | "条" | "件" | "处") && han;
    let loose = ["提案", "建议", "议案"].contains(word);
    let wide = matches!(
        *word,
        "建成"
            | "新建"
            | "改造"
            | "办理"
            | "办结"
            | "收到"
            | "完成"
            | "走访"
            | "培训"
            | "发放"
            | "排查"
            | "化解"
            | "受理"
            | "引进"
            | "组建"
            | "开设"
            | "建立"
            | "设立"
            | "惠及"
            | "安置"
            | "帮扶"
            | "整改"
            | "征求"
            | "召开"
            | "开展"
            | "举办"
            | "解决"
            | "修建"
            | "覆盖"
            | "涉及"
    );
    let found = match () {
        () if loose => *unit == "件" && ended,
        () if strict => match *unit {
            "个" | "名" => true,
            "人" | "次" | "元" | "起" => ended && *word != "共",
            "期" | "场" | "份" | "处" | "间" | "套" | "支" => ended || noun && *unit == "处" && *word == "共有",
            _ => ended || noun,
        },
        () if wide => match *unit {
            "个" => han || ended,
            "名" | "座" | "亩" | "人次" | "台" | "辆" => ended,
            "件" => ended && *word == "收到",
            _ => false,
        },
        () => false,
    };
    found.then_some((start..start, start..start + unit.len()))
}

/// 竣工个。 闲置土地亩， 、个村: a measure word that nothing measures with, at the end of a clause.
pub(super) fn bare(text: &str, at: usize, entries: &Entries) -> Option<Vanished> {
    let (unit, endings) = entries.endings.iter().find(|(unit, _)| text[at..].starts_with(unit))?;
    let end = at + unit.len();
    let before = text[..at].chars().next_back()?;
    let rest = &text[end..];
    let ended =
        rest.is_empty() || rest.starts_with(['，', '。', '；', '）', '\n']) || rest.starts_with('、') && *unit != "家";
    // 8个乡镇、个村: the second number of a list is lost.
    let listed = *unit == "个"
        && before == '、'
        && rest.starts_with(is_han)
        && !WORDS.iter().any(|word| text[at..].starts_with(word));
    if listed {
        return Some((at..at, at..end));
    }
    if !ended {
        return None;
    }
    if ["待核", "待定", "待补", "待填"].iter().any(|word| text[..at].ends_with(word)) {
        return None;
    }
    let number = "一二三四五六七八九十百千万亿零〇两几数多余半来些近约萬億兩幾數餘個條國專業農這".contains(before);
    let money = ["资金", "基金", "奖金", "租金", "罚金"].iter().any(|word| text[..at].ends_with(word));
    if number || !is_han(before) || endings.contains(before) && !money {
        return None;
    }
    // The verb or noun before must be more than one character, and no known word may end here.
    let word = |most: usize| {
        let start = text[..at].char_indices().rev().nth(most - 1).map(|(start, _)| start)?;
        is_word(&text[start..end]).then_some(())
    };
    if word(1).or_else(|| word(2)).or_else(|| word(3)).is_some() {
        return None;
    }
    if *unit == "人次" && !"员众民客生工员童年".contains(before) {
        return None;
    }
    Some((at..at, at..end))
}

/// 困难群众人。 停车泊位个，: a thing and the word that measures it, with nothing between.
pub(super) fn behind_noun(text: &str, at: usize, entries: &Entries) -> Option<Vanished> {
    let (noun, units) = entries.things.iter().find(|(noun, _)| text[at..].starts_with(noun))?;
    let start = at + noun.len();
    let rest = &text[start..];
    let unit = rest.chars().next().filter(|c| units.contains(*c))?;
    let end = start + unit.len_utf8();
    let ended = text[end..].is_empty() || text[end..].starts_with(['，', '。', '；', '、', '）', '\n']);
    ended.then_some((start..start, start..end))
}

/// 每人每年元的标准.
pub(super) fn each(text: &str, at: usize) -> Option<Vanished> {
    let rest = text[at..].strip_prefix('每')?;
    let thing = rest.chars().next().filter(|c| "人年月户亩天日次件个村名头".contains(*c))?;
    let start = at + '每'.len_utf8() + thing.len_utf8();
    let unit = ["万元", "元"].into_iter().find(|unit| text[start..].starts_with(unit))?;
    let end = start + unit.len();
    let ended = text[end..].is_empty() || text[end..].starts_with(['的', '，', '。', '；', '、', '）', '标', '给']);
    ended.then_some((start..start, start..end))
}
