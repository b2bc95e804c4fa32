//! The pictures that a report names: found beside the file that names them, and read.

use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::document::{Document, Figure, TextBuilder};
use crate::image::{Image, ImageError};
use crate::layout::Picture;
use crate::lexicon::blank;
use crate::source::{SourceMap, Span};
use crate::workspace::Workspace;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const BAD: Code = Code::new("IM001", "bad-picture");

/// Largest file, in bytes.
const LIMIT: u64 = 40 << 20;

/// Most bytes of samples that all pictures of a report hold together.
const ALL: usize = 256 << 20;

/// The pictures of a report.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Those that can be printed.
    pub(super) shown: Vec<Picture>,
    /// The file of each figure, whether it can be printed or not.
    files: Vec<(Span, PathBuf)>,
}

impl Pictures {
    /// The files, for those who watch them.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(_, path)| path.as_path())
    }
}

/// Reads the pictures of a report; a name counts from the folder of the file that has it, and one that stands in a
/// template from the folder of the input.
pub(super) fn gather(
    document: &Document,
    input: &Path,
    workspace: &Workspace,
    sources: &SourceMap,
    sink: &mut Sink,
) -> Pictures {
    let mut pictures = Pictures::default();
    let mut known: HashMap<PathBuf, Option<Arc<Image>>> = HashMap::new();
    let mut held = 0;
    for figure in document.figures().filter(|figure| !blank::is_blank(figure.file.content())) {
        let path = home(figure, input, sources).join(figure.file.content().replace('\\', "/"));
        let image = known.entry(path.clone()).or_insert_with(|| match read(&path, workspace, ALL - held) {
            Ok(image) => {
                held += image.bytes();
                Some(Arc::new(image))
            }
            Err(finding) => {
                sink.push(finding.at(figure.file.whole_span().unwrap_or(figure.span)));
                None
            }
        });
        pictures.shown.extend(image.clone().map(|image| Picture { figure: figure.span, image }));
        pictures.files.push((figure.span, path));
    }
    pictures
}

/// The folder from which the name of a figure's file counts.
fn home(figure: &Figure, input: &Path, sources: &SourceMap) -> PathBuf {
    let place = figure.file.whole_span().map(|span| sources.place(span));
    let named =
        place.filter(|place| place.field.is_some()).map(|place| sources.get(place.span.source).name().to_owned());
    let file = named.map_or_else(|| input.to_path_buf(), PathBuf::from);
    file.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Reads a picture that takes no more than `room` bytes.
fn read(path: &Path, workspace: &Workspace, room: usize) -> Result<Image, Box<Diagnostic>> {
    let name = path.display();
    let finding = |message: String| Diagnostic::new(BAD, Level::Error, Kind::Layout, message);
    let bytes = workspace.read(path, LIMIT).map_err(|error| {
        let told = workspace.explain(path, &error);
        let near = told.hints.first().filter(|hint| hint.starts_with("是不是")).cloned();
        let hint = near.unwrap_or_else(|| "核对文件名；路径从写图片的那个文件所在的文件夹算起".to_owned());
        Box::new(finding(told.message).hint(hint))
    })?;
    let image = Image::read(bytes).map_err(|error| Box::new(unusable(&name.to_string(), error, finding)))?;
    if image.bytes() > room {
        let message = format!("这份材料的图片太多太大，到“{name}”已经放不下了");
        return Err(Box::new(finding(message).hint("缩小图片：印出来每英寸300点就够；照片用 JPEG，比 PNG 小得多")));
    }
    Ok(image)
}

fn unusable(name: &str, error: ImageError, finding: impl Fn(String) -> Diagnostic) -> Diagnostic {
    match error {
        ImageError::Format => {
            finding(format!("“{name}”不是能印的图片")).hint("图片用 PNG 或者 JPEG（.jpg）：在看图软件里另存一份")
        }
        ImageError::Damaged => finding(format!("图片“{name}”不完整，读不出来")).hint("换一份完整的，或者另存一份"),
        ImageError::TooLarge => finding(format!("图片“{name}”太大")).hint("缩小到4000万像素以内"),
        ImageError::FourInks => {
            finding(format!("图片“{name}”是印刷用的四色（CMYK）图")).hint("在看图软件里另存为 RGB 的 JPEG 或者 PNG")
        }
        ImageError::Coding => finding(format!("图片“{name}”的压缩方法少见，排不进 PDF")).hint("另存为 PNG"),
    }
}

/// The report with the files named as they are to be named from the folder of the Markdown that is written.
pub(super) fn named_from<'a>(
    folder: &Path,
    document: &'a Document,
    pictures: &Pictures,
    workspace: &Workspace,
) -> Cow<'a, Document> {
    let mut document = Cow::Borrowed(document);
    for (place, path) in &pictures.files {
        let Some(name) = workspace.path_from(folder, path) else { continue };
        let mut text = TextBuilder::new();
        text.push_inexact(&name.display().to_string().replace('\\', "/"), *place, false);
        let file = text.finish();
        document.to_mut().figures_mut().filter(|figure| figure.span == *place).for_each(|figure| {
            figure.file = file.clone();
        });
    }
    document
}
