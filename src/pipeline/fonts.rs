//! Which face serves which role, and what shows a character.

use super::policy::{Choice, Projects};
use super::typefaces::from_folder;
use crate::diagnostic::{Diagnostic, Reported, Sink};
use crate::font::{FontSet, Role, ServedRole};
use crate::source::SourceMap;
use crate::workspace::Workspace;
use std::path::Path;

/// A role and its face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLine {
    /// What a report sets in it.
    pub purpose: &'static str,
    /// The style: 仿宋, 楷体 …
    pub style: &'static str,
    /// Family of the face asked first.
    pub family: String,
    /// The user's file it comes from; none if it is bundled.
    pub file: Option<String>,
    /// How many ideographs it has.
    pub ideographs: usize,
}

/// A character, and the family that shows it in body, title, and headings of levels 1 and 2; none if no face has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharacterLine {
    /// The character.
    pub character: char,
    /// The families.
    pub families: [Option<String>; 4],
}

/// The roles in which a report sets running text.
const TEXT_ROLES: [Role; 4] = [Role::FangSong, Role::BiaoSong, Role::Hei, Role::Kai];

/// The faces of a run.
#[derive(Debug)]
pub struct FontList {
    /// The texts the findings speak of.
    pub sources: SourceMap,
    /// What is wrong with the project file or the user's fonts.
    pub findings: Vec<Diagnostic>,
    /// By role; none if the folder cannot be used.
    pub roles: Vec<RoleLine>,
    /// Families of the faces asked for what the body's lacks, in order.
    pub further: Vec<String>,
    /// By character asked for.
    pub characters: Vec<CharacterLine>,
}

/// The faces of a build in the current folder. `folder` is the user's, over that of the project file. White space
/// and repetitions in `characters` do not count.
pub fn fonts(workspace: &Workspace, folder: Option<&Path>, choice: Choice, characters: &str) -> FontList {
    let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
    let opened = open(workspace, folder, choice, &mut sources, &mut sink);
    let mut list =
        FontList { sources, findings: sink.into_items(), roles: vec![], further: vec![], characters: vec![] };
    if let Ok((set, served)) = &opened {
        list.roles = roles(set, served);
        list.further = set.chain(Role::FangSong).skip(1).map(|face| face.family()).collect();
        list.characters = shown(set, characters);
    }
    list
}

fn open(
    workspace: &Workspace,
    folder: Option<&Path>,
    choice: Choice,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Result<(FontSet, Vec<ServedRole>), Reported> {
    let policy = Projects::new(choice).of(Path::new(""), workspace, sources, sink)?;
    let Some(folder) = folder.or(policy.settings.fonts.as_deref()) else {
        return Ok((FontSet::bundled(), Vec::new()));
    };
    let faces = from_folder(folder, workspace, sink)?;
    Ok((faces.set, faces.served))
}

fn roles(set: &FontSet, served: &[ServedRole]) -> Vec<RoleLine> {
    let line = |role| {
        let own = served.iter().find(|served| served.role == role);
        let face = set.primary(role);
        RoleLine {
            purpose: role.purpose(),
            style: role.name(),
            family: face.family(),
            file: own.map(|served| served.file.clone()),
            ideographs: face.ideographs(),
        }
    };
    // In the order in which a reader meets them.
    [Role::BiaoSong, Role::Hei, Role::Kai, Role::FangSong, Role::Latin, Role::Song].map(line).into()
}

fn shown(set: &FontSet, characters: &str) -> Vec<CharacterLine> {
    let mut lines: Vec<CharacterLine> = Vec::new();
    for character in characters.chars().filter(|c| !c.is_whitespace()) {
        if lines.iter().any(|line| line.character == character) {
            continue;
        }
        let family = |role| set.glyph(role, character).map(|glyph| set.face(glyph.face).family());
        lines.push(CharacterLine { character, families: TEXT_ROLES.map(family) });
    }
    lines
}
