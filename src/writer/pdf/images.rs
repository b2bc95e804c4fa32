//! Pictures of the file: their entries and how they are put on the page.

use crate::image::{Hold, Image, Samples};
use crate::layout::page::PagedDocument;
use crate::unit::{Point, Size};
use printpdf::{DictItem, ExternalStream, ExternalXObject, PdfResources, XObject, XObjectId};

/// The name of a picture among the resources.
pub(super) fn resource_name(index: usize) -> XObjectId {
    XObjectId(format!("P{index}"))
}

/// Enters every picture of the document.
pub(super) fn embed(document: &PagedDocument, resources: &mut PdfResources) {
    for (index, image) in document.images.iter().enumerate() {
        let entry = ExternalXObject { stream: stream(image), width: None, height: None, dpi: None };
        resources.xobjects.map.insert(resource_name(index), XObject::External(entry));
    }
}

/// ISO 32000-1, 8.9.5. A JPEG file is a stream as it is.
fn stream(image: &Image) -> ExternalStream {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let mut dict = std::collections::BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(i64::from(image.width))),
        ("Height".to_owned(), DictItem::Int(i64::from(image.height))),
        ("ColorSpace".to_owned(), name(if image.is_gray { "DeviceGray" } else { "DeviceRGB" })),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
    ]);
    match &image.samples {
        Samples::Plain(samples) => ExternalStream { dict, content: samples.clone(), compress: true },
        Samples::Jpeg(file) => {
            dict.insert("Filter".to_owned(), name("DCTDecode"));
            ExternalStream { dict, content: file.clone(), compress: false }
        }
    }
}

/// From the unit square, in which the first row is at the top, to a rectangle on the page by its lower left corner.
pub(super) fn matrix(hold: Hold, corner: Point, size: Size) -> [f32; 6] {
    let (width, height) = (size.width.to_pt(), size.height.to_pt());
    let (x, y) = (corner.x.to_pt(), corner.y.to_pt());
    // Along a row and from the last row to the first, each as a way on the page and where it begins.
    let matrix = match hold.is_turned {
        false => {
            let (a, e) = if hold.column_is_last { (-width, x + width) } else { (width, x) };
            let (d, f) = if hold.row_is_last { (-height, y + height) } else { (height, y) };
            [a, 0.0, 0.0, d, e, f]
        }
        true => {
            let (b, f) = if hold.column_is_last { (height, y) } else { (-height, y + height) };
            let (c, e) = if hold.row_is_last { (width, x) } else { (-width, x + width) };
            [0.0, b, c, 0.0, e, f]
        }
    };
    matrix.map(super::content::rounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Length;

    #[test]
    fn the_corners_of_a_picture_go_where_it_is_held() {
        let corner = Point { x: Length::pt(10), y: Length::pt(20) };
        let size = Size { width: Length::pt(4), height: Length::pt(2) };
        // Where the first pixel of the first row goes, and the last of it.
        let ends = |is_turned, row_is_last, column_is_last| {
            let [a, b, c, d, e, f] = matrix(Hold { is_turned, row_is_last, column_is_last }, corner, size);
            let at = |u: f32, v: f32| (a * u + c * v + e, b * u + d * v + f);
            (at(0.0, 1.0), at(1.0, 1.0))
        };
        assert_eq!(ends(false, false, false), ((10.0, 22.0), (14.0, 22.0)));
        assert_eq!(ends(false, false, true), ((14.0, 22.0), (10.0, 22.0)));
        assert_eq!(ends(false, true, true), ((14.0, 20.0), (10.0, 20.0)));
        assert_eq!(ends(false, true, false), ((10.0, 20.0), (14.0, 20.0)));
        assert_eq!(ends(true, false, false), ((10.0, 22.0), (10.0, 20.0)));
        assert_eq!(ends(true, true, false), ((14.0, 22.0), (14.0, 20.0)));
        assert_eq!(ends(true, true, true), ((14.0, 20.0), (14.0, 22.0)));
        assert_eq!(ends(true, false, true), ((10.0, 20.0), (10.0, 22.0)));
    }
}
