//! Help texts, written by hand: the argument parser's own frame is English and misplaces columns beside Chinese.
//! A test holds that every declared command and option stands in its text.

/// `zhibi --help`.
pub(super) const MAIN: &str = "\
执笔 zhibi：把数据合成为工作报告，写出可编辑的 Markdown 和可直接打印的 PDF，并查出未填之处

用法：zhibi 命令 [选项] 文件…

命令：
  build 文件…        由数据（.yaml）或改好的稿子（.md）写出 Markdown 和 PDF
  check 文件…        检查数据或稿子，列出未填之处和其他毛病
  gaps 文件          列出数据或稿子里还缺什么、由谁提供
  new 种类           给出一份带说明的空白数据，照着填
  templates [种类]   有哪些材料种类，各要填什么
  schema 种类        给出一份字段说明（JSON Schema），编辑器用它补全和核对数据
  fonts [字…]        各处用的是哪一款字体；写出字，则查这些字印不印得出
  explain 规则       说明一条检查规则：要求什么、为什么、怎么改
  licenses           随带字体的许可

选项：
  -h, --help         显示帮助；写在命令后面，显示该命令的帮助
  -V, --version      显示版本

第一次使用：
  zhibi new 人大调研报告 --out 我的报告.yaml     得到空白数据，用记事本填好
  zhibi build 我的报告.yaml                      写出 out/我的报告.md 和 out/我的报告.pdf

退出码：0 没有必改之处；1 有必改之处；2 没能完成（参数不对、文件读不了等）
";

/// `zhibi build --help`.
pub(super) const BUILD: &str = "\
由数据（.yaml）或改好的稿子（.md）写出 Markdown 和 PDF；每个文件是一份报告

用法：zhibi build [选项] 文件…

  文件写成 - 表示从标准输入读取，写出的文件叫“报告”

选项：
  -o, --out 文件夹      输出到这个文件夹，没有就新建（默认 out）
      --draft           草稿：有未填之处也写出 PDF，空缺处加底色，每页加“草稿”水印
      --force           覆盖 out 里手工改过的 Markdown
      --fonts 文件夹    用这个文件夹里的字体（仿宋_GB2312、方正小标宋等）代替随带的字体
      --templates 文件夹
                        用这个文件夹里的模板代替随带的模板，每种材料一个子文件夹
      --no-project      不用 zhibi.yaml 里的设置
  -w, --watch           写完以后一直看着：数据、模板、设置一改就重做，直到按 Ctrl+C
  -v, --verbose         列出每一步的用时和所作的选择，并列出全部疑似和提示
  -h, --help            显示帮助

还有必改之处（例如没填的数）时，照样写出 Markdown，但不写 PDF，退出码为 1。
Markdown 可以手工修改，再用 zhibi build out/报告.md --out 定稿 重新排版。
";

/// `zhibi check --help`.
pub(super) const CHECK: &str = "\
检查数据（.yaml）或稿子（.md、.txt），列出未填之处和其他毛病，不写任何文件

用法：zhibi check [选项] 文件…

  文件写成 - 表示从标准输入读取；写成文件夹，检查里面（连同下层）的 .yaml、.yml、.md、.txt

选项：
      --format 格式     full 给人看：未填之处列成表，其余带原文和办法，同类的只详列前几处（默认）；
                        concise 每处一行；jsonl 每处一个对象，供程序读取；
                        sarif 全部文件合成一份 SARIF 2.1.0，供编辑器和代码平台读取
      --as 类型         不看文件名，按 yaml（数据）、md（带标记的稿子）或 txt（纯文本）读取
      --only 规则       只查这几条，编号或名字，用逗号隔开，例如 --only PH001,PH003
      --off 规则        不查这几条
      --strict          有疑似之处时，退出码也为 1
      --no-project      不用 zhibi.yaml 里的设置
      --templates 文件夹
                        用这个文件夹里的模板代替随带的模板
  -h, --help            显示帮助

级别：必改 是明确的错漏；疑似 请人判断；提示 仅供参考。有必改之处时退出码为 1。

长期的设置写在稿子所在文件夹或上一级的 zhibi.yaml 里：哪条规则不查、算哪一级，哪些词不是空缺。
个别地方有意那样写的，在它的上一行写 <!-- 忽略 PH003: 理由 -->（数据里写 # 忽略 PH003: 理由）。
例如：zhibi check --off PH010 --strict 稿子.md
";

/// `zhibi gaps --help`.
pub(super) const GAPS: &str = "\
列出还缺哪些内容：数据（.yaml）列出字段、要回答的问题、一般由谁提供；稿子（.md、.txt）列出未填之处、所缺的是什么

用法：zhibi gaps [选项] 文件

  文件写成 - 表示从标准输入读取

选项：
      --format 格式     table 表格（默认）；yaml 一份只列所缺字段的 YAML，填好后合并到数据文件里（只用于数据）
  -o, --out 文件        写到这个文件；不写这一项就显示在屏幕上。已有的文件不会被覆盖
      --no-project      不用 zhibi.yaml 里的设置
      --templates 文件夹
                        用这个文件夹里的模板代替随带的模板
  -h, --help            显示帮助

有缺的退出码为 1。
";

/// `zhibi new --help`.
pub(super) const NEW: &str = "\
给出一份带说明的空白数据，照着填好，再用 zhibi build 写出报告

用法：zhibi new [选项] 种类

选项：
  -o, --out 文件        写到这个文件；不写这一项就显示在屏幕上。已有的文件不会被覆盖
      --no-project      不用 zhibi.yaml 里的设置
      --templates 文件夹
                        用这个文件夹里的模板代替随带的模板
  -h, --help            显示帮助

有哪些种类：zhibi templates
";

/// `zhibi templates --help`.
pub(super) const TEMPLATES: &str = "\
列出材料种类；写出种类名，则列出这种材料要填的内容

用法：zhibi templates [选项] [种类]

选项：
      --no-project      不用 zhibi.yaml 里的设置
      --templates 文件夹
                        用这个文件夹里的模板代替随带的模板
  -h, --help            显示帮助
";

/// `zhibi schema --help`.
pub(super) const SCHEMA: &str = "\
给出一种材料的字段说明（JSON Schema）；VS Code 等编辑器的 YAML 插件用它提示字段、核对写法

用法：zhibi schema [选项] 种类

选项：
  -o, --out 文件        写到这个文件，已有的会换成新的；不写这一项就显示在屏幕上
      --no-project      不用 zhibi.yaml 里的设置
      --templates 文件夹
                        用这个文件夹里的模板代替随带的模板
  -h, --help            显示帮助

例如：zhibi schema 人大调研报告 --out 人大调研报告.schema.json
再在数据文件的第一行写上：# yaml-language-server: $schema=人大调研报告.schema.json
";

/// `zhibi fonts --help`.
pub(super) const FONTS: &str = "\
列出标题、正文、页码等各用哪一款字体；写出字，则查这些字印不印得出、由哪一款字体印

用法：zhibi fonts [选项] [字…]

选项：
      --fonts 文件夹    连同这个文件夹里的字体一起看（仿宋_GB2312、方正小标宋等）
      --no-project      不用 zhibi.yaml 里的设置
  -h, --help            显示帮助

例如：zhibi fonts 䶮㛃        人名里的生僻字印不印得出
      zhibi fonts --fonts D:\\字体
有字印不出的，退出码为 1。
";

/// `zhibi explain --help`.
pub(super) const EXPLAIN: &str = "\
说明一条检查规则：要求什么、为什么、怎么改

用法：zhibi explain 规则

  规则可以写编号，也可以写名字，都在检查结果的方括号里

选项：
  -h, --help            显示帮助
";

/// `zhibi licenses --help`.
pub(super) const LICENSES: &str = "\
显示随带字体的许可

用法：zhibi licenses

选项：
  -h, --help            显示帮助
";

/// Commands with their help texts.
pub(super) const COMMANDS: [(&str, &str); 9] = [
    ("build", BUILD),
    ("check", CHECK),
    ("gaps", GAPS),
    ("new", NEW),
    ("templates", TEMPLATES),
    ("schema", SCHEMA),
    ("fonts", FONTS),
    ("explain", EXPLAIN),
    ("licenses", LICENSES),
];

/// The help text of a command.
pub(super) fn of(command: &str) -> Option<&'static str> {
    COMMANDS.iter().find(|(name, _)| *name == command).map(|(_, text)| *text)
}

/// The long options a help text explains.
pub(super) fn options(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| line.starts_with("  "))
        .flat_map(|line| line.split_whitespace().filter(|word| word.starts_with("--")).take(1))
}

/// The 用法 line of a help text.
pub(super) fn usage(text: &'static str) -> &'static str {
    text.lines().find(|line| line.starts_with("用法：")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Arguments;
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_and_option_is_explained() {
        let command = Arguments::command();
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            let text = of(sub.get_name()).unwrap_or_else(|| panic!("no help for {}", sub.get_name()));
            assert!(MAIN.contains(&format!("\n  {}", sub.get_name())), "{} is not listed", sub.get_name());
            for argument in sub.get_arguments().filter(|argument| !argument.is_hide_set()) {
                if let Some(long) = argument.get_long() {
                    assert!(text.contains(&format!("--{long}")), "{} --{long}", sub.get_name());
                }
                if let Some(short) = argument.get_short() {
                    assert!(text.contains(&format!("-{short}, ")), "{} -{short}", sub.get_name());
                }
                if let Some(names) = argument.get_value_names().filter(|_| argument.get_action().takes_values()) {
                    assert!(text.contains(names[0].as_str()), "{} {}", sub.get_name(), names[0]);
                }
            }
            assert!(usage(text).contains(sub.get_name()));
        }
        assert_eq!(COMMANDS.len(), command.get_subcommands().count() - 1);
    }
}
