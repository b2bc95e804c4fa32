//! What a code means: the rules of the checker speak for themselves, all other findings stand in the table here.

use crate::check::{find_rule, rules};
use crate::diagnostic::Level;

/// What `explain` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub id: &'static str,
    /// The same in words.
    pub slug: &'static str,
    /// What it is about, in a few Chinese words.
    pub title: String,
    /// The level its findings have, if they all have one.
    pub level: Option<Level>,
    /// The page, in the Markdown of the rules: what is wanted, why, what to do.
    pub page: String,
}

/// Finds a code by number (`FS001`, capitals or not) or by name (`missing-file`).
pub fn explain(wanted: &str) -> Option<Explanation> {
    let wanted = wanted.trim();
    if let Some(rule) = find_rule(wanted) {
        let page = format!("{}\n\n依据：{}\n", rule.page.trim(), rule.authority.text());
        let title = heading(rule.page, rule.code.id).to_owned();
        return Some(Explanation { id: rule.code.id, slug: rule.code.slug, title, level: Some(rule.level), page });
    }
    let note = NOTES.iter().find(|note| note.0.eq_ignore_ascii_case(wanted) || note.1.eq_ignore_ascii_case(wanted))?;
    let (id, slug, meaning, basis, remedy) = *note;
    let page = format!("{meaning}。\n\n怎么办：{remedy}。\n\n依据：{basis}\n");
    Some(Explanation { id, slug, title: meaning.to_owned(), level: None, page })
}

/// The words of `# PH001 星号还没有填` behind the code.
fn heading<'a>(page: &'a str, id: &str) -> &'a str {
    let line = page.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
    line.strip_prefix(id).unwrap_or(line).trim()
}

/// The code that a code or name in any spelling means.
pub fn known_code(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let noted = || {
        let note = NOTES.iter().find(|note| note.0.eq_ignore_ascii_case(name) || note.1.eq_ignore_ascii_case(name));
        note.map(|note| note.0)
    };
    find_rule(name).map(|rule| rule.code.id).or_else(noted)
}

/// The known code or name nearest to a wrong one.
pub fn nearest_code(wanted: &str) -> Option<&'static str> {
    let wanted = wanted.trim().to_lowercase();
    let ruled = rules().iter().flat_map(|rule| [rule.code.id, rule.code.slug]);
    let names = NOTES.iter().flat_map(|note| [note.0, note.1]).chain(ruled);
    names
        .map(|name| (strsim::normalized_damerau_levenshtein(&name.to_lowercase(), &wanted), name))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

type Note = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Code, name, meaning, reason, remedy.
const NOTES: &[Note] = &[
    // Data.
    (
        "DA001",
        "yaml-syntax",
        "数据文件的写法不对，读不下去",
        "数据用 YAML 写：每行“字段: 内容”，用半角空格缩进",
        "看箭头指的地方：多半是引号、括号没有成对，或者缩进没有对齐",
    ),
    ("DA002", "duplicate-key", "同一个字段写了两次", "两处内容不知道以哪个为准", "删去一个，或者给其中一个改名"),
    (
        "DA003",
        "too-large",
        "数据太大，或者一层套一层太深",
        "一份报告用不了这么多内容；设一个上限，坏文件不会拖垮电脑",
        "核对是不是选错了文件；确实很大的，拆成几份",
    ),
    (
        "DA004",
        "bad-alias",
        "引用了没有定义的内容，或者自己引用自己",
        "YAML 里 *名字 表示引用前面用 &名字 标出的内容；单独一个 * 则是没填的标记",
        "核对名字；要写星号本身，给整个内容加上引号",
    ),
    (
        "DA005",
        "several-documents",
        "一个数据文件里写了几份数据",
        "单独一行的“---”把文件分成了几份，而一个文件是一份报告",
        "拆成几个文件，或者删去“---”",
    ),
    ("DA006", "empty-file", "数据文件里没有数据", "只有空行或者说明", "用 zhibi new 得到空白数据，填好再来"),
    ("DA007", "bad-key", "字段名不是一个词", "字段名应当是简单的文字", "改成“字段: 内容”"),
    (
        "DA011",
        "text-cut-at-hash",
        "“#”后面的文字被当作说明丢掉了",
        "YAML 里空格加“#”是说明的开头",
        "属于内容的，给整个内容加上引号；是说明的，在“#”后空一格",
    ),
    ("DA012", "full-width-colon", "字段名后面的冒号不对", "YAML 的字段名后面必须是半角冒号加一个空格", "改成“: ”"),
    ("DA013", "full-width-indent", "缩进用了全角空格", "YAML 只认半角空格", "换成半角空格"),
    (
        "DA014",
        "bracket-became-list",
        "方括号里的文字被当作了列表",
        "半角方括号在 YAML 里表示列表",
        "待填的标记写成【…】，或者给整个内容加引号",
    ),
    ("DA015", "tab-indent", "缩进里有制表符（Tab）", "YAML 不许用制表符缩进", "换成半角空格"),
    (
        "DA016",
        "not-fields",
        "数据不是一行行“字段: 内容”",
        "报告的内容按字段取用",
        "每行写“字段: 内容”，例如“县名: 青禾县”",
    ),
    (
        "DA017",
        "glued-dash",
        "“-”后面缺一个空格",
        "列表的每一项以“-”加空格开头；没有空格，“-”就成了内容的一部分",
        "改成“- ”；内容本来就以“-”开头的，给整个值加上引号",
    ),
    (
        "DA018",
        "moved-in",
        "这一行前面多了空格",
        "同一层的字段要从同一列写起",
        "删去行首的空格；去掉“#”启用一段时，把“#”后面的空格一起删去",
    ),
    (
        "DA020",
        "bad-schema",
        "模板的字段说明（schema.yaml）写法不对",
        "字段说明决定数据里能填什么",
        "每个字段写 名称、问、类型、必填、提供、例；类型是 文字、数字、日期、列表、组、表 之一",
    ),
    (
        "DA021",
        "unknown-field",
        "数据里有这种材料没有的字段",
        "模板不认识的字段不会出现在报告里，多半是字段名写错了",
        "用 zhibi templates 加材料种类，查看有哪些字段",
    ),
    ("DA022", "wrong-type", "内容同字段的类型不符", "数字、日期要参加计算和换算，写错了就算不出来", "按提示的写法改"),
    (
        "DA023",
        "ragged-table",
        "表格这一行的格数同表头不一样",
        "格数不齐，数就会错位",
        "补齐或者删去多出的格；没有数的格写“—”",
    ),
    (
        "DA033",
        "bad-table-shape",
        "表格的宽度或者横排写得不对",
        "宽度是各栏的比，每栏一个数；横排只有是和否",
        "写成“宽度: [3, 1, 1]”“横排: 是”；不写就按内容排",
    ),
    ("DA024", "unread-data", "数据填了，报告里没有用到", "模板没有印这个字段，可能白填了", "核对是不是填错了地方"),
    (
        "DA025",
        "joined-items",
        "列表里用了中文的顿号、逗号，几项成了一项",
        "YAML 的列表用英文逗号加空格隔开各项；用中文标点，“共几个”就会数错",
        "写成 [甲, 乙]，或每项另起一行，以“- ”开头",
    ),
    (
        "DA026",
        "odd-figure",
        "数字能认，但不像是要写的数",
        "前头多写的 0、计数的负数，多半是打错；程序不改数，会原样印出来",
        "核对后改成平常的数；确实如此的，用 zhibi.yaml 或说明注明",
    ),
    (
        "DA027",
        "conflicting-files",
        "同一个字段，两个文件里写得不一样",
        "几个人的数据合成一份报告，同一件事只能有一个说法",
        "核对哪一处对，改成一样，或者只留一处",
    ),
    (
        "DA028",
        "bad-further-file",
        "要引入的文件用不上",
        "“引入”后面写文件名或者文件夹，路径从写“引入”的文件所在的文件夹算起",
        "核对文件名；例如 引入: [民政局.yaml, 各乡镇/]",
    ),
    (
        "DA029",
        "bad-table-file",
        "“文件”指的表格用不上",
        "表格文件用 .xlsx 或者 .csv，放在数据旁边，第一行是表头",
        "核对文件名和工作表名；别的格式在表格软件里另存为 .xlsx",
    ),
    (
        "DA032",
        "rough-figure",
        "表格文件里的数超过15位，只存了近似值",
        "表格软件把数字存成十五位有效数字",
        "编号、证件号先把单元格设为文本，再重新录入",
    ),
    ("DA030", "unknown-kind", "没有这种材料", "“种类”要同模板的名字一致", "有哪些种类见 zhibi templates"),
    ("DA031", "missing-kind", "数据里没有写明是哪种材料", "模板按“种类”选取", "在文件开头加一行“种类: 人大调研报告”"),
    // Files.
    ("FS001", "missing-file", "找不到文件", "路径从当前文件夹算起", "核对文件名和所在文件夹"),
    ("FS002", "folder-not-file", "给的是文件夹，不是文件", "一个文件是一份报告", "写出文件名"),
    (
        "FS003",
        "unreadable-file",
        "文件读不了",
        "没有权限，或者磁盘、网络位置出错",
        "改为可读，或者复制一份到自己的文件夹",
    ),
    (
        "FS004",
        "file-too-large",
        "文件太大",
        "4 MB 的文本有一百三十万字，能印近三千页；设一个上限，选错文件也不会拖垮电脑",
        "核对是否选错了文件，或者拆成几份",
    ),
    (
        "FS005",
        "not-text",
        "不是纯文本文件",
        "能读 UTF-8、GB18030（含 GBK、GB 2312）编码的纯文本",
        "Word、WPS 文档先另存为“纯文本（.txt）”",
    ),
    (
        "FS006",
        "reserved-character",
        "文件里有不可用的字符",
        "这类码位由 Unicode 保留给程序内部使用，不是文字",
        "删去这个字符；满篇都是的，从原来的软件重新导出",
    ),
    (
        "FS007",
        "legacy-encoding",
        "文件不是 UTF-8 编码，已按识别出的编码读取",
        "别的软件可能认错编码，出现乱码",
        "另存为 UTF-8 编码",
    ),
    (
        "FS008",
        "unwritable-output",
        "输出文件夹写不进去",
        "没有权限、磁盘已满，或者那里有同名的文件",
        "用 --out 另选一个文件夹；文件正开着的，先关闭",
    ),
    (
        "FS009",
        "output-is-folder",
        "要写的文件那里有同名的文件夹",
        "不会替人删除文件夹",
        "把文件夹改名，或者用 --out 另选文件夹",
    ),
    (
        "FS010",
        "unknown-file-type",
        "从文件名看不出是数据还是稿子",
        "数据用 .yaml，带标记的稿子用 .md，纯文本用 .txt",
        "改文件名的结尾，或者在 check 时写 --as",
    ),
    ("FS011", "empty-file", "文件是空的", "里面没有任何文字", "核对是否选错了文件，或者编辑后忘了保存"),
    (
        "FS012",
        "no-template-folder",
        "模板文件夹打不开",
        "--templates 后面应当是文件夹",
        "每种材料一个子文件夹，放 template.md 和 schema.yaml",
    ),
    (
        "FS013",
        "same-output",
        "两个输入会写成同一个文件",
        "输出按输入的文件名命名",
        "把其中一个改名，或者分两次运行，用 --out 写到不同的文件夹",
    ),
    (
        "FS014",
        "edited-output",
        "输出的 Markdown 手工改过，没有覆盖它",
        "覆盖就丢了改动",
        "要用改过的稿子，就对它运行 zhibi build；改动不要了，加 --force",
    ),
    ("FS015", "file-exists", "已有同名文件，没有覆盖它", "里面可能是填好的数据", "换一个文件名"),
    ("FS017", "pdf-failed", "PDF 没能写成", "多半是自己的字体文件有问题", "去掉 --fonts 再试一次"),
    (
        "FS018",
        "bad-setting",
        "zhibi.yaml 里有一处写得不对",
        "照错的设置去查，该查的就漏了，所以先不查",
        "按提示的写法改",
    ),
    (
        "FS019",
        "unknown-setting",
        "zhibi.yaml 里有不认识的项目",
        "不认识的不起作用，多半是名称写错了",
        "核对名称；可以写 规则、只用、词表、忽略、字体、模板",
    ),
    (
        "FS020",
        "nothing-to-check",
        "文件夹里没有可以检查的文件",
        "检查文件夹时，只看里面的 .yaml、.yml、.md、.txt 文件，以点开头的和链接不看",
        "核对是不是写错了文件夹；别的格式请先另存为纯文本（.txt）",
    ),
    (
        "FS021",
        "folder-too-large",
        "文件夹太大，没有查完",
        "一次最多检查一个文件夹里的2000个文件，最深16层",
        "分几次写出下一层的文件夹",
    ),
    // Fonts.
    (
        "FT001",
        "missing-glyph",
        "字体里没有这个字，印成了〓",
        "随带的和自己的字体里都没有它",
        "核对是不是错字；确实要用的，用 --fonts 加上有这个字的字体",
    ),
    (
        "FT010",
        "no-font-folder",
        "字体文件夹打不开，或者里面没有字体",
        "--fonts 后面应当是放字体文件的文件夹",
        "核对文件夹；不写 --fonts 就用随带的字体",
    ),
    (
        "FT011",
        "unusable-font",
        "字体文件没有用上",
        "文件坏了，或者看不出是哪种字体",
        "换一个完好的文件，文件名里写明仿宋、楷体、黑体、小标宋等",
    ),
    // Layout.
    (
        "IM001",
        "bad-picture",
        "图片找不到，或者印不出来",
        "图片用 PNG 或者 JPEG；文件名从写图片的那个文件所在的文件夹算起",
        "核对文件名；别的格式、四色图、太大的图，在看图软件里另存一份",
    ),
    (
        "LY001",
        "crowded-table",
        "表格的栏太多，排不开，有的栏一行只放得下一个字",
        "字缩到小五号、单独成页横排（宽225毫米）仍放不下",
        "减少栏数，或者拆成两张表；缩短表头，把单位写到表题后面",
    ),
    (
        "LY002",
        "too-long",
        "材料超过 3000 页，没有排版",
        "这样长的多半不是一份材料：粘进了别的内容，或者每几个字就断了行",
        "删去多余的内容；确实这样长的，分成几个文件",
    ),
    (
        "LY010",
        "bad-page-rule",
        "版式里写的数或者词用不上",
        "边距、行距太大太小，版面就排不成；别的各项只有几种写法",
        "照提示的范围或者写法改",
    ),
    (
        "LY011",
        "unknown-page-rule",
        "版式里没有这一项",
        "不认识的设置不起作用",
        "核对名称；可以写的有边距、行距、模型、标题加粗、页码、标点、署名样式",
    ),
    (
        "LY020",
        "sideways-table",
        "表格太宽，已单独成页横排",
        "版心宽156毫米；横排的表，表头朝左，奇数页就是朝订口，偶数页朝切口，页码位置不变（GB/T 9704—2012，8）",
        "合意的不用管；想竖着排的，减少栏数，或者缩短表头",
    ),
    (
        "LY021",
        "sign-off-fitted",
        "正文末页排不下落款，已调整空行、行距，或者把正文末几行移到落款所在的页",
        "落款所在的页要有正文；排不下时可以调整行距（GB/T 9704—2012，7.3.5.5），不写“此页无正文”",
        "不用处理；不想调整的，把正文增减一两行",
    ),
    (
        "LY023",
        "coarse-picture",
        "图片太粗，印出来会模糊",
        "每英寸不到100点的图，印在纸上看得出方格",
        "换一幅更清楚的；截图、照片用原图，不用聊天软件压过的",
    ),
    (
        "LY022",
        "house-rule",
        "按版式的设置，这一处同国家标准不一样",
        "边距、每页行数、标题字体、页码，GB/T 9704—2012 都有规定；行末标点见 GB/T 15834—2011",
        "本单位就是这样要求的，不用处理；不想再看到的，在 zhibi.yaml 的“规则”里写“LY022: 关”",
    ),
    // Markdown.
    (
        "MD001",
        "unclosed-front-matter",
        "开头的“---”没有成对",
        "题头信息写在两行“---”之间；缺了一行，就分不清它和正文，所以不印",
        "在题头信息的上一行、下一行都写上“---”",
    ),
    (
        "MD002",
        "doubtful-bold",
        "分不清“**”是加粗还是没填的内容",
        "星号后面是量词、单位、地名或标点时，多半是空缺，所以原样保留",
        "没填的填上；要加粗的使“**”成对；要印出星号的写作“\\*”",
    ),
    ("MD003", "rule-line", "分隔线已略去", "公文正文不用分隔线", "是文字的写作“\\---”，否则删去"),
    (
        "MD004",
        "ragged-table",
        "表格这一行的格数同表头不一样",
        "缺的补成空格子，多的在表头补空格子，内容不会丢",
        "核对这一行的“|”",
    ),
    (
        "MD005",
        "vast-table",
        "表格太大，按普通文字读入",
        "表头很宽而行很短，要补的空格子太多",
        "把表格拆小，或者补齐每一行",
    ),
    (
        "MD010",
        "second-title",
        "又有一个“#”标题",
        "一篇材料只有一个标题，正文标题从“##”起",
        "改用“##”；是附件的写作“# 附件：名称”",
    ),
    (
        "MD011",
        "heading-level-mismatch",
        "标题的“#”同序号不是同一级，以序号为准",
        "一、是第一级，（一）是第二级",
        "改“#”的个数，或者改序号",
    ),
    (
        "MD012",
        "heading-too-deep",
        "标题超过四级",
        "结构层次最多四级：一、（一）1.（1）（GB/T 9704—2012，7.3.3）",
        "减少层次，或者改为普通段落",
    ),
    ("MD013", "empty-heading", "标题是空的", "有标记而没有文字", "写上标题，或者删去这一行"),
    ("MD014", "attachment-number", "附件的序号不连续", "附件按出现的顺序编号", "改成连续的序号，或者不写序号"),
    (
        "MD015",
        "label-in-value",
        "数据里的一段以“一、”或“（一）”开头",
        "段首的序号就是标题，这一段会自成一节，后面各节的序号也跟着变",
        "删去序号；确实要分节，就在数据里另写一项",
    ),
    (
        "MD016",
        "foreign-markdown",
        "这里有报告用不到的 Markdown 写法，会照原样印出来",
        "报告里只有标题、段落、引文、表格、图片和加粗，别的 Markdown 写法都当作文字",
        "删去记号，只留文字",
    ),
    ("MD020", "unknown-front-matter-key", "题头信息里没有这一项", "不认识的内容不会印出", "核对名称"),
    (
        "MD021",
        "front-matter-shape",
        "题头信息的写法不对",
        "每行一项，“名称: 内容”",
        "用半角冒号加空格；内容里有半角冒号的，加上引号",
    ),
    (
        "MD022",
        "front-matter-date",
        "题头里的日期不是日期，或者没有这一天",
        "成文日期用阿拉伯数字写全年、月、日（GB/T 9704—2012，7.3.5.4）",
        "写成“2026年9月18日”的样子；还没有定的先写“2026年9月*日”",
    ),
    // Choice of rules.
    (
        "SU001",
        "unused-suppression",
        "要忽略的问题已经没有了",
        "问题改掉以后，注释留在那里，以后真有问题就看不到了",
        "删去这一条；注释写错了地方的，移到那一行的上面",
    ),
    ("SU002", "unknown-rule", "没有这条规则", "规则用编号或者名字指明", "编号和名字在检查结果的方括号里"),
    (
        "SU003",
        "suppression-without-reason",
        "要求忽略而没有写理由，不起作用",
        "隔些日子，或者换了人，就没有人知道为什么可以忽略",
        "在编号后面写上冒号和理由，例如“忽略 PH003: 有意不写县名”",
    ),
    (
        "SU004",
        "suppression-without-rule",
        "要求忽略而没有写是哪条规则",
        "不能一概忽略，别的问题也会跟着看不到",
        "写上规则的编号，编号在检查结果的方括号里",
    ),
    // Templates.
    (
        "TP001",
        "template-syntax",
        "模板的写法不对",
        "双花括号印字段，花括号加百分号写条件和循环，都要成对",
        "看箭头指的地方",
    ),
    (
        "TP002",
        "unknown-name",
        "模板里用了没有的字段",
        "字段要先写在 schema.yaml 里",
        "核对字段名，或者在 schema.yaml 里加上",
    ),
    ("TP003", "unknown-filter", "模板里用了没有的换算", "竖线后面是换算的名字", "核对名字"),
    (
        "TP004",
        "wrong-shape",
        "把列表或组当作文字来印，或者反过来",
        "列表要用循环一项一项地印",
        "用循环，或者写出组里的字段",
    ),
    ("TP005", "bad-include", "引入的模板找不到，或者自己引入自己", "只能引入同一文件夹里的 .md 文件", "核对文件名"),
    ("TP006", "not-allowed", "模板里用了不支持的写法", "报告模板只用字段、换算、条件、循环和引入", "按提示改写"),
    ("TP007", "render-failed", "合成时出错", "模板同数据对不上", "看箭头指的地方"),
    (
        "TP008",
        "report-too-large",
        "循环次数太多，拼起来的文字太长，或者合成的报告太大，已停止",
        "设一个上限，写错的循环不会没完没了",
        "核对循环，尤其是一层套一层的",
    ),
    (
        "TP012",
        "unused-field",
        "字段说明里有这一项，模板没有用到",
        "让人填了又不印，白费功夫",
        "不用就从字段说明里删去；要印就写进模板",
    ),
    ("TP011", "empty-template", "模板是空的", "没有模板，数据印不出来", "写上正文和要印的字段"),
    ("TP009", "gap-compared", "拿没填的内容作比较", "没填的内容一概按“不成立”处理", "补上数据后再看这一段该不该出现"),
    (
        "TP010",
        "template-too-large",
        "模板太大、套得太深，或者问题太多，没有读完",
        "引用、条件、循环和式子都有上限，写错的模板不会拖垮电脑",
        "模板只写报告的骨架，内容放进数据里",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_sentences_bare() {
        let mut seen = std::collections::BTreeSet::new();
        for (id, slug, meaning, basis, remedy) in NOTES {
            assert!(seen.insert(*id), "{id} twice");
            for words in [meaning, basis, remedy] {
                assert!(!words.is_empty() && !words.ends_with('。'), "{id} {slug}: {words}");
            }
        }
    }

    #[test]
    fn both_forms_of_a_code_lead_to_it() {
        assert_eq!(explain("fs001").map(|found| found.slug), Some("missing-file"));
        assert_eq!(explain("missing-file").map(|found| found.id), Some("FS001"));
        assert_eq!(explain("没有"), None);
        assert_eq!(nearest_code("missing-fil"), Some("missing-file"));
    }

    #[test]
    fn every_rule_has_a_title() {
        for rule in rules() {
            let found = explain(rule.code.id).expect("explained");
            assert!(
                !found.title.is_empty() && !found.title.contains(rule.code.id),
                "{}: {}",
                rule.code.id,
                found.title
            );
        }
    }
}
