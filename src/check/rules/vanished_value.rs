//! Numbers and names that vanished and left only their unit: 收购烟叶万担, 共有个社区, 截至年月日.

use super::gap::{PRACTICE, vanished};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::zone::{in_code, in_form, is_spoken_of, line};
use crate::lexicon::{is_word, measure};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A unit without a number.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH008", "vanished-value"),
    level: Level::Warning,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("vanished_value.md"),
    target: Target::Text(NEEDLES, examine),
}];

const NEEDLES: &[&str] = &[
    // Units that a number always precedes.
    "万元",
    "亿元",
    "元",
    "%",
    "％",
    "个百分点",
    "万亩",
    "亩",
    "公里",
    "平方米",
    "平方公里",
    "公顷",
    "吨",
    "万担",
    "公斤",
    "万千瓦",
    "立方米",
    "千瓦时",
    "万户",
    "万人",
    "万件",
    "万头",
    "万只",
    "万株",
    // Words that a number always follows.
    "共有",
    "共",
    "达",
    "达到",
    "共计",
    "合计",
    "累计",
    "总计",
    "超过",
    "新增",
    "建成",
    "办理",
    "办结",
    "收到",
    "完成",
    "走访",
    "培训",
    "选派",
    "配备",
    "下辖",
    "辖",
    "现有",
    "设立",
    "组建",
    "引进",
    "建立",
    "召开",
    "开展",
    "举办",
    "排查",
    "整改",
    "化解",
    "受理",
    "提案",
    "建议",
    "议案",
    "发放",
    "惠及",
    "覆盖",
    "涉及",
    "解决",
    "修建",
    "新建",
    "改造",
    "安置",
    "帮扶",
    "征求",
    "开设",
    "占",
    "第",
    "年",
    "月",
    "—",
    "每",
    "PH008",
    "群众",
    "职工",
    "干部",
    "党员",
    "学生",
    "儿童",
    "教师",
    "劳动力",
    "志愿者",
    "委员",
    "妇女",
    "泊位",
    "学位",
    "床位",
    "岗位",
    "网点",
    "站点",
    "企业",
    "机构",
    "合作社",
    "支部",
    "品牌",
    "基地",
    "案件",
    "纠纷",
    "线索",
    "诉求",
    "意见",
    "事故",
    "隐患",
    "居民",
    "商户",
    "耕地",
    "路灯",
    "车辆",
    "贫困人口",
    "脱贫人口",
    "农村公路",
    "—",
    "每",
    "  ",
    "\u{3000}",
    "为",
    "增长",
    "下降",
    "提高",
    "率",
    "毫米",
    "万方",
    "万吨",
    "万公顷",
    "万棵",
    "万份",
    "个",
    "家",
    "座",
    "条",
    "支",
    "批",
    "吨",
    "辆",
    "栋",
    "株",
    "件",
    "公斤",
    "台",
    "人次",
    "日",
    "问卷",
    "指标",
    "招聘会",
    "保护区",
    "处",
    "场",
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
    "作品",
    "幅",
];

/// Things with the words that measure them.
const THINGS: &[(&str, &str)] = &[
    ("群众", "人名"),
    ("职工", "人名"),
    ("干部", "人名"),
    ("党员", "人名"),
    ("学生", "人名"),
    ("儿童", "人名"),
    ("教师", "人名"),
    ("劳动力", "人个"),
    ("志愿者", "人名"),
    ("委员", "人名"),
    ("妇女", "人名"),
    ("泊位", "个"),
    ("学位", "个"),
    ("床位", "张个"),
    ("岗位", "个"),
    ("网点", "个处"),
    ("站点", "个处"),
    ("项目", "个项"),
    ("企业", "个"),
    ("机构", "家个"),
    ("合作社", "家个"),
    ("支部", "个"),
    ("品牌", "个"),
    ("基地", "个处"),
    ("案件", "件起"),
    ("纠纷", "件起"),
    ("线索", "条"),
    ("诉求", "件条"),
    ("意见", "条"),
    ("事故", "起"),
    ("隐患", "处个条"),
    ("居民", "人"),
    ("商户", "户家"),
    ("耕地", "亩"),
    ("路灯", "盏"),
    ("车辆", "台辆"),
    ("贫困人口", "人户"),
    ("脱贫人口", "人户"),
    ("农村公路", "条"),
    ("问卷", "份"),
    ("指标", "笔"),
    ("招聘会", "场"),
    ("作品", "幅件部"),
    ("保护区", "处个"),
];

/// Units that need no more context than a verb or noun before them.
const STRONG: &[&str] = &[
    "毫米",
    "万方",
    "万户",
    "万吨",
    "万公顷",
    "万棵",
    "万份",
    "万立方米",
    "万元",
    "亿元",
    "个百分点",
    "万亩",
    "公里",
    "平方米",
    "平方公里",
    "公顷",
    "万担",
    "公斤",
    "万千瓦",
    "立方米",
    "千瓦时",
    "万头",
    "万只",
    "万株",
];

/// Measure words that a number must precede behind a counting word.
const COUNTED: &[&str] = &[
    "个", "名", "件", "户", "座", "处", "所", "家", "条", "项", "人次", "人", "次", "台", "辆", "套", "亩", "场", "期",
    "份", "吨", "起", "支", "间", "元",
];

/// Words that begin with a measure word: 共有个人, 项目.
const WORDS: &[&str] = &[
    "个人",
    "个别",
    "个体",
    "个性",
    "个案",
    "个税",
    "个中",
    "名单",
    "名录",
    "名额",
    "名称",
    "名义",
    "名优",
    "名师",
    "名人",
    "名校",
    "名企",
    "件数",
    "户籍",
    "户数",
    "户口",
    "户厕",
    "户外",
    "户型",
    "座谈",
    "处理",
    "处置",
    "处罚",
    "处分",
    "处室",
    "所有",
    "所在",
    "所属",
    "所需",
    "所辖",
    "家庭",
    "家长",
    "家属",
    "家园",
    "家电",
    "家具",
    "家政",
    "家访",
    "家风",
    "家教",
    "家禽",
    "家校",
    "条件",
    "条例",
    "条款",
    "条块",
    "条目",
    "项目",
    "人员",
    "人口",
    "人民",
    "人才",
    "人均",
    "人大",
    "人群",
    "人士",
    "人次数",
    "人居",
    "人文",
    "人力",
    "人数",
    "人社",
    "人物",
    "人防",
    "人工",
    "人心",
    "次数",
    "次生",
    "次日",
    "次品",
    "台账",
    "台阶",
    "台风",
    "辆次",
    "套餐",
    "套取",
    "套路",
    "场地",
    "场所",
    "场次",
    "场景",
    "场馆",
    "期间",
    "期限",
    "期待",
    "期货",
    "份额",
    "起来",
    "起步",
    "起草",
    "起到",
    "支部",
    "支持",
    "支撑",
    "支出",
    "支付",
    "支队",
    "间接",
    "间隙",
    "元旦",
    "元素",
    "元首",
    "元宵",
    "元钱",
    "吨位",
    "亩均",
    "亩产",
];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some((gap, mark)) = vanished_at(text, at) else { return Seen::Nothing };
    let whole = gap.start.min(mark.start)..gap.end.max(mark.end);
    if in_code(text, &whole) || in_form(text, &whole) || is_spoken_of(text, &whole) {
        return Seen::Nothing;
    }
    let finding = vanished(rule, draft, prose, &gap, &mark);
    Seen::Found(mark, Box::new(finding))
}

/// The entries of the lists that begin with one character, in the order of the lists.
#[derive(Default)]
struct Entries {
    strong: Vec<&'static str>,
    things: Vec<(&'static str, &'static str)>,
    needles: Vec<&'static str>,
    endings: Vec<(&'static str, &'static str)>,
}

/// The entries that begin as `text` does.
fn entries(text: &str) -> Option<&'static Entries> {
    static BY_FIRST: OnceLock<Vec<(char, Entries)>> = OnceLock::new();
    let by_first = BY_FIRST.get_or_init(|| {
        let mut all: BTreeMap<char, Entries> = BTreeMap::new();
        let mut of = |word: &'static str, add: &mut dyn FnMut(&mut Entries)| {
            word.chars().next().into_iter().for_each(|first| add(all.entry(first).or_default()));
        };
        STRONG.iter().for_each(|word| of(word, &mut |entries| entries.strong.push(word)));
        THINGS.iter().for_each(|pair| of(pair.0, &mut |entries| entries.things.push(*pair)));
        NEEDLES.iter().for_each(|word| of(word, &mut |entries| entries.needles.push(word)));
        ENDINGS.iter().for_each(|pair| of(pair.0, &mut |entries| entries.endings.push(*pair)));
        all.into_iter().collect()
    });
    let first = text.chars().next()?;
    let found = by_first.binary_search_by_key(&first, |(first, _)| *first).ok()?;
    by_first.get(found).map(|(_, entries)| entries)
}

/// Where the value should stand, and what betrays that it does not.
fn vanished_at(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let first = text[at..].chars().next()?;
    // A figure before a unit settles it, and that is what nearly every unit has.
    if text[..at].ends_with(|c: char| c.is_ascii_digit()) && !matches!(first, '年' | '月' | '日' | ' ' | '\u{3000}')
    {
        return None;
    }
    if let Some(found) = open_date(text, at, first) {
        return Some(found);
    }
    match first {
        ' ' | '\u{3000}' => spaces(text, at),
        '第' => ordinal(text, at),
        '年' => year(text, at),
        '—' => dash(text, at),
        '每' => each(text, at),
        '日' => day(text, at),
        '月' => month(text, at),
        '%' | '％' => percent(text, at),
        _ => {
            let entries = entries(&text[at..])?;
            strong(text, at, entries)
                .or_else(|| behind_noun(text, at, entries))
                .or_else(|| counted(text, at, entries))
                .or_else(|| bare(text, at, entries))
        }
    }
}

/// 请假　　名, 收缴基金 万元.
fn spaces(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let space = |c: char| matches!(c, ' ' | '\u{3000}');
    if !text[..at].ends_with(|c: char| is_han(c) || matches!(c, '，' | '（' | '：' | '、')) {
        return None;
    }
    let end = at + text[at..].len() - text[at..].trim_start_matches(space).len();
    let (left, right) = line(text, &(at..end));
    let width: usize = text[at..end].chars().map(|c| if c == ' ' { 1 } else { 2 }).sum();
    let han = left.ends_with(|c: char| is_han(c) || matches!(c, '，' | '（' | '：' | '、'));
    if !han || width < 2 || left.trim().is_empty() {
        return None;
    }
    let unit = measure(right)?;
    let strong = STRONG.contains(&unit.word) || matches!(unit.word, "%" | "％");
    let counted = COUNTED.contains(&unit.word) && !WORDS.iter().any(|word| right.starts_with(word));
    let ended = right[unit.word.len()..].starts_with(['，', '。', '；', '、', '）']) || right.len() == unit.word.len();
    (strong || counted && (width >= 3 || ended)).then(|| (at..end, at..end + unit.word.len()))
}

/// 万元 behind a verb or noun and before the end of a clause.
fn strong(text: &str, at: usize, entries: &Entries) -> Option<(Range<usize>, Range<usize>)> {
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

/// 增长%, 覆盖率达%.
fn percent(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    if text[..at].ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (left, right) = line(text, &(at..at + text[at..].chars().next()?.len_utf8()));
    let bare = left.trim_end_matches(' ');
    let before = bare.chars().next_back()?;
    let led = [
        "增长", "下降", "提高", "上升", "达", "达到", "占", "率", "率为", "占比", "减少", "完成", "比", "幅", "例",
        "为", "约", "近", "超过", "到", "了", "的", "以上",
    ];
    // 下降%和%
    let second = matches!(before, '和' | '、') && bare.trim_end_matches(['和', '、']).ends_with(['%', '％']);
    let led = second || is_han(before) && led.iter().any(|word| bare.ends_with(word));
    let spoken = right.starts_with(['号', '是', '为']) || ["一百", "百"].iter().any(|word| bare.ends_with(word));
    let end = at + text[at..].chars().next()?.len_utf8();
    (led && !spoken && !right.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some((at..at, at..end))
}

/// 共有个社区, 收到提案件.
fn counted(text: &str, at: usize, entries: &Entries) -> Option<(Range<usize>, Range<usize>)> {
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

/// Words that end with a measure word, by their last but one character: 国家, 讲座, 条件.
const ENDINGS: &[(&str, &str)] = &[
    ("个", "高矮大一几这那哪每各逐整多数两半某首单干"),
    (
        "家",
        "之术想命治曲藏食教论史演戏哲医书音散小说思外庄国大专业作画学回搬全农当厂商买卖店养安人老独自东赢玩行名管公住各每多几数一到在皇冤发居离",
    ),
    ("座", "基银专雅支讲首每满在就入让客各整这宝底插一几数多星叫卖"),
    ("条", "头词法规铁钢封粉荆柳苗身白面信线教金纸枝链首每各这有一几多数便借欠藤布木粗井油律"),
    ("支", "旁军三收一开超透分党各每这列地干预团总税财借"),
    ("批", "核点评首一分审报大获每整各上下本该待成呈研送眉多"),
    ("亩", "每一公几多半"),
    ("吨", "每一公几多"),
    ("辆", "车每一几多各"),
    ("栋", "每一几多各整首"),
    ("株", "植病每一几多守"),
    ("公斤", "每一几多"),
    (
        "件",
        "器铸锻管样工插控固整制计发案事條条文证软硬邮要部零稿物信附原函快配备构元组抄来寄急密草每各一几多数批转部阅办快",
    ),
    ("台", "澳对涉望作制鱼楼亭象文火广平舞后前站柜讲灶月阳出上电烟高戏窗吧擂天拆垮登每一几多各亮倒塌搭云中"),
    ("人次", "每一几多"),
    ("元", "韩金银元公美日欧单状纪每多几港一上下中会次层网语位复解块万亿千百十"),
];

/// 竣工个。 闲置土地亩， 、个村: a measure word that nothing measures with, at the end of a clause.
fn bare(text: &str, at: usize, entries: &Entries) -> Option<(Range<usize>, Range<usize>)> {
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

/// 在99日召开: two dates that ran together.
fn day(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let digits = text[..at].chars().rev().take_while(char::is_ascii_digit).count();
    let start = at - digits;
    let number: u32 = text[start..at].parse().ok().filter(|_| (2..=4).contains(&digits))?;
    let right = &text[at + '日'.len_utf8()..];
    let period = right.starts_with(['内', '后', '前', '龄', '均', '以', '之', '无', '期', '的', '为', '（', '攻']);
    let led = ["在", "于", "自", "至", "从", "，"].iter().any(|word| text[..start].ends_with(word));
    (number > 31 && led && !period).then(|| (start..at, start..at + '日'.len_utf8()))
}

/// 困难群众人。 停车泊位个，: a thing and the word that measures it, with nothing between.
fn behind_noun(text: &str, at: usize, entries: &Entries) -> Option<(Range<usize>, Range<usize>)> {
    let (noun, units) = entries.things.iter().find(|(noun, _)| text[at..].starts_with(noun))?;
    let start = at + noun.len();
    let rest = &text[start..];
    let unit = rest.chars().next().filter(|c| units.contains(*c))?;
    let end = start + unit.len_utf8();
    let ended = text[end..].is_empty() || text[end..].starts_with(['，', '。', '；', '、', '）', '\n']);
    ended.then_some((start..start, start..end))
}

/// 每人每年元的标准.
fn each(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let rest = text[at..].strip_prefix('每')?;
    let thing = rest.chars().next().filter(|c| "人年月户亩天日次件个村名头".contains(*c))?;
    let start = at + '每'.len_utf8() + thing.len_utf8();
    let unit = ["万元", "元"].into_iter().find(|unit| text[start..].starts_with(unit))?;
    let end = start + unit.len();
    let ended = text[end..].is_empty() || text[end..].starts_with(['的', '，', '。', '；', '、', '）', '标', '给']);
    ended.then_some((start..start, start..end))
}

/// 清理—辆: a dash where the number should be.
fn dash(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let run = text[at..].len() - text[at..].trim_start_matches('—').len();
    let right = &text[at + run..];
    if ["率", "为", "达", "约"].iter().any(|word| text[..at].ends_with(word)) && right.starts_with(['，', '。', '；'])
    {
        return Some((at..at + run, at..at + run));
    }
    let unit = COUNTED.iter().chain(["%", "％", "万元", "亿元"].iter()).find(|unit| right.starts_with(**unit))?;
    let ended = right[unit.len()..].is_empty() || right[unit.len()..].starts_with(['，', '。', '；', '、']);
    let lone = text[..at].ends_with(|c: char| is_han(c) || c == '”')
        && run <= 6
        && !WORDS.iter().any(|word| right.starts_with(word));
    (ended && lone).then_some((at..at + run, at..at + run))
}

/// 第届, 第次会议.
fn ordinal(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let after = at + '第'.len_utf8();
    let start = after + (text[after..].len() - text[after..].trim_start_matches(' ').len()).min(3);
    let word =
        ["届", "次会议", "次全", "次常", "次代表", "号令", "号文", "季度", "批次", "期培训", "期）", "期)", "号）"]
            .iter()
            .find(|word| text[start..].starts_with(**word))?;
    Some((start..start, start..start + word.chars().next()?.len_utf8()))
}

/// 截至年月日, 2026年月, 一、年工作回顾, 为年的目标.
fn year(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let dated = text[at + '年'.len_utf8()..].trim_start_matches(' ').starts_with('月');
    let open = |c: char| if c.is_ascii_digit() { dated } else { "至自从到于在为、".contains(c) };
    if !text[..at].ends_with(open) {
        return None;
    }
    let (left, right) = line(text, &(at..at + '年'.len_utf8()));
    let right_bare = right.trim_start_matches(' ');
    let digits = left.chars().rev().take_while(char::is_ascii_digit).count();
    if digits == 4 {
        // 2026年月, 2026年  月.
        if let Some(rest) = right_bare.strip_prefix('月') {
            let month = at + '年'.len_utf8() + (right.len() - right_bare.len());
            let meant = rest.starts_with(['均', '度', '份', '报']) || rest.is_empty() && left.trim().len() == 4;
            return (!meant).then_some((month..month, month..month + '月'.len_utf8()));
        }
        return None;
    }
    let led = ["截至", "自", "从", "到", "于", "在", "为", "、"].iter().any(|word| left.ends_with(word));
    let listed =
        left.trim_end_matches('、').chars().all(|c| "一二三四五六七八九十".contains(c)) && left.ends_with('、');
    let followed = ["以来，", "工作回顾", "工作总结", "工作打算"].iter().any(|word| right.starts_with(word));
    (led && followed || listed && right.starts_with("工作")).then_some((at..at, at..at + '年'.len_utf8()))
}

/// One sign of a date that has lost all its numbers: 截至年月日, or 　　年　月　日 as the last line.
fn open_date(text: &str, at: usize, sign: char) -> Option<(Range<usize>, Range<usize>)> {
    let space = |c: char| matches!(c, ' ' | '\u{3000}');
    let back = |end: usize, sign: char| text[..end].trim_end_matches(space).strip_suffix(sign).map(str::len);
    let year = match sign {
        '年' => at,
        '月' => back(at, '年')?,
        '日' => back(back(at, '月')?, '年')?,
        _ => return None,
    };
    let rest = text[year + '年'.len_utf8()..].trim_start_matches(space).strip_prefix('月')?;
    let rest = rest.trim_start_matches(space).strip_prefix('日')?;
    let end = text.len() - rest.len();
    let (left, _) = line(text, &(year..year));
    let tight = &text[year..end] == "年月日";
    let last = left.trim().is_empty() && rest.trim().is_empty();
    let spoken =
        ["出生", "生于", "写明", "注明", "填写", "标明", "具体", "“", "按", "的", "精确到", "包括", "以", "含"];
    let meant = spoken.iter().any(|word| left.ends_with(word)) || left.ends_with(|c: char| c.is_ascii_digit());
    let open = match left.trim().is_empty() {
        // Set to the right at the end; a cell that is headed 年月日 is not.
        true => last && (!tight || !left.is_empty()),
        false => tight && !meant,
    };
    open.then(|| (at..at, at..at + sign.len_utf8()))
}

/// 6月日, 月日召开.
fn month(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let end = at + '月'.len_utf8();
    if !text[end..].trim_start_matches(' ').starts_with('日') {
        return None;
    }
    let (left, right) = line(text, &(at..end));
    let bare = right.trim_start_matches(' ');
    let day = bare.strip_prefix('日')?;
    if left.ends_with('年') || day.starts_with(['均', '报', '常', '程']) {
        return None;
    }
    let start = end + (right.len() - bare.len());
    if left.ends_with(|c: char| c.is_ascii_digit()) {
        return Some((start..start, start..start + '日'.len_utf8()));
    }
    let alone = left.is_empty() || left.ends_with(['，', '。', '于', '至', '（', '；', '自', '从']);
    let told = ["，", "召", "至", "上", "下", "，"].iter().any(|word| day.starts_with(word));
    (alone && told).then_some((at..at, at..start + '日'.len_utf8()))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}
