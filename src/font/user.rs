//! The user's own faces: which role a file serves, told by family and file name.

use super::{Face, FaceId, FontSet, Role};
use skrifa::MetadataProvider;
use skrifa::Tag;
use skrifa::raw::{FileRef, FontRef, TableProvider};
use skrifa::string::StringId;
use std::sync::Arc;

/// What became of the user's font files.
#[derive(Debug)]
pub struct UserFaces {
    /// The set to lay out with.
    pub set: FontSet,
    /// Which file serves which role, in the order of [`Role::ALL`].
    pub served: Vec<ServedRole>,
    /// Files or faces that are not used, and why.
    pub problems: Vec<FaceProblem>,
}

/// A role taken by a face of the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedRole {
    /// The role.
    pub role: Role,
    /// Name of the file as given.
    pub file: String,
    /// Family name inside the file.
    pub family: String,
}

/// Why a file is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceProblem {
    /// Name of the file as given.
    pub file: String,
    /// One Chinese sentence without a full stop.
    pub message: String,
    /// Whether the file is unusable at all; otherwise it is only not needed.
    pub unusable: bool,
}

/// Names by role, the most wanted first; compared after [`normalized`]. The first role that matches wins, so 仿宋
/// stands before 宋体.
const NAMES: [(Role, &[&str]); 6] = [
    (Role::BiaoSong, &["方正小标宋", "小标宋", "xiaobiaosong", "fzxbs", "xbs"]),
    (Role::FangSong, &["仿宋gb2312", "fangsonggb2312", "仿宋", "fangsong", "simfang", "fzfs"]),
    (Role::Kai, &["楷体gb2312", "kaitigb2312", "楷体", "kaiti", "simkai", "fzkt", "方正楷"]),
    (Role::Hei, &["simhei", "黑体", "heiti", "fzht", "方正黑"]),
    (Role::Song, &["simsun", "宋体", "songti", "stsong", "fzss", "方正书宋"]),
    (Role::Latin, &["timesnewroman", "times"]),
];

/// A face of a file that could serve a role.
struct Candidate {
    role: Role,
    rank: usize,
    file: String,
    family: String,
    bytes: Arc<Vec<u8>>,
    index: u32,
}

/// Puts the faces of `files` in front of those of `set`.
pub(super) fn add(mut set: FontSet, files: Vec<(String, Vec<u8>)>) -> UserFaces {
    let mut candidates = Vec::new();
    let mut problems = Vec::new();
    for (file, bytes) in files {
        match inspect(&file, Arc::new(bytes)) {
            Ok(found) if found.is_empty() => {
                problems.push(problem(
                    &file,
                    "认不出是哪一种字体（仿宋、楷体、黑体、小标宋、宋体或西文），没有使用",
                    false,
                ));
            }
            Ok(found) => candidates.extend(found),
            Err(message) => problems.push(problem(&file, &message, true)),
        }
    }
    // Ranked by name, never by the order in which a folder lists its files.
    candidates.sort_by(|a, b| (a.role, a.rank, &a.file, a.index).cmp(&(b.role, b.rank, &b.file, b.index)));
    let mut served: Vec<ServedRole> = Vec::new();
    for candidate in candidates {
        if let Some(taken) = served.iter().find(|served| served.role == candidate.role) {
            let message = format!("{}已由“{}”担任，没有使用", candidate.role.name(), taken.file);
            problems.push(problem(&candidate.file, &message, false));
            continue;
        }
        let id = FaceId(set.faces.len() as u16);
        set.faces.push(Face::shared(candidate.bytes, candidate.index));
        set.chains[candidate.role.index()].insert(0, id);
        served.push(ServedRole { role: candidate.role, file: candidate.file, family: candidate.family });
    }
    UserFaces { set, served, problems }
}

fn problem(file: &str, message: &str, unusable: bool) -> FaceProblem {
    FaceProblem { file: file.to_owned(), message: message.to_owned(), unusable }
}

/// The faces of a file whose role is known; an error if the file as a whole is of no use.
fn inspect(file: &str, bytes: Arc<Vec<u8>>) -> Result<Vec<Candidate>, String> {
    let parsed = FileRef::new(&bytes).map_err(|_| "不是可用的字体文件（应为 ttf、otf 或 ttc）".to_owned())?;
    let mut found = Vec::new();
    let mut reason = None;
    for (index, font) in parsed.fonts().enumerate() {
        let Ok(font) = font else {
            reason = Some("字体文件已损坏".to_owned());
            continue;
        };
        let names = names(&font);
        let Some((role, rank)) = names.iter().find_map(|name| recognised(name)).or_else(|| recognised(stem(file)))
        else {
            continue;
        };
        if let Err(why) = usable(&font) {
            reason = Some(why);
            continue;
        }
        let family = names.into_iter().next().unwrap_or_default();
        let bytes = Arc::clone(&bytes);
        found.push(Candidate { role, rank, file: file.to_owned(), family, bytes, index: index as u32 });
    }
    match reason {
        Some(reason) if found.is_empty() => Err(reason),
        _ => Ok(found),
    }
}

/// Family and full names, in every language of the file.
fn names(font: &FontRef<'_>) -> Vec<String> {
    [StringId::FAMILY_NAME, StringId::TYPOGRAPHIC_FAMILY_NAME, StringId::FULL_NAME]
        .into_iter()
        .flat_map(|id| font.localized_strings(id).map(|name| name.to_string()))
        .collect()
}

/// The file name without folder and extension.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The role a name tells, and how well it fits (0 best).
pub(super) fn recognised(name: &str) -> Option<(Role, usize)> {
    let name = normalized(name);
    // The second file of 宋体 holds rare characters only.
    if name.contains("extb") || name.contains("extg") {
        return None;
    }
    NAMES.iter().find_map(|(role, names)| names.iter().position(|known| name.contains(known)).map(|rank| (*role, rank)))
}

fn normalized(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a face can be measured, subset and embedded.
fn usable(font: &FontRef<'_>) -> Result<(), String> {
    let has = |tag: &[u8; 4]| font.table_data(Tag::new(tag)).is_some();
    if !has(b"glyf") && !has(b"CFF ") {
        return Err("没有可嵌入的轮廓（点阵字体或 CFF2 可变字体）".to_owned());
    }
    if !font.charmap().has_map() || font.hmtx().is_err() {
        return Err("缺少字符表或字宽表".to_owned());
    }
    let head = font.head().map_err(|_| "字体文件已损坏".to_owned())?;
    if head.units_per_em() == 0 {
        return Err("字体文件已损坏".to_owned());
    }
    if head.mac_style().bits() & 0b11 != 0 {
        return Err("是粗体或斜体，公文用常规体".to_owned());
    }
    // Bit 1 alone forbids embedding (OpenType, OS/2 fsType).
    if font.os2().is_ok_and(|os2| os2.fs_type() & 0x000F == 0x0002) {
        return Err("字体的授权标志不允许嵌入 PDF".to_owned());
    }
    Ok(())
}
