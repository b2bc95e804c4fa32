//! The outline (书签): nested, open, in document order, each entry leading to its line.

use super::{catalog, text_string};
use crate::layout::page::{OutlineItem, PagedDocument};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// Adds the outline; nothing for a document without one.
pub(super) fn add(objects: &mut Document, document: &PagedDocument) -> Result<(), String> {
    if document.outline.is_empty() {
        return Ok(());
    }
    let pages: Vec<ObjectId> = objects.page_iter().collect();
    let root = objects.new_object_id();
    let mut links = level(objects, &document.outline, root, document, &pages)?;
    links.set("Type", "Outlines");
    objects.set_object(root, links);
    let catalog = catalog(objects)?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", "UseOutlines");
    Ok(())
}

/// Writes the entries of one level and those below. Gives what their parent says about them: first, last and the
/// number of entries shown while all are open.
fn level(
    objects: &mut Document,
    items: &[OutlineItem],
    parent: ObjectId,
    document: &PagedDocument,
    pages: &[ObjectId],
) -> Result<Dictionary, String> {
    let ids: Vec<ObjectId> = items.iter().map(|_| objects.new_object_id()).collect();
    let mut shown = items.len() as i64;
    for (index, item) in items.iter().enumerate() {
        let mut entry = level(objects, &item.children, ids[index], document, pages)?;
        shown += entry.get(b"Count").and_then(Object::as_i64).unwrap_or(0);
        entry.set("Title", text_string(&item.title));
        entry.set("Parent", parent);
        entry.set("Dest", destination(item, document, pages)?);
        if index > 0 {
            entry.set("Prev", ids[index - 1]);
        }
        if let Some(&next) = ids.get(index + 1) {
            entry.set("Next", next);
        }
        objects.set_object(ids[index], entry);
    }
    let (Some(&first), Some(&last)) = (ids.first(), ids.last()) else { return Ok(Dictionary::new()) };
    Ok(dictionary! { "First" => first, "Last" => last, "Count" => shown })
}

/// The top of the entry's line at the left edge, zoom unchanged.
fn destination(item: &OutlineItem, document: &PagedDocument, pages: &[ObjectId]) -> Result<Vec<Object>, String> {
    let missing = || format!("书签“{}”指向不存在的第 {} 页", item.title, item.page + 1);
    let (page, id) = document.pages.get(item.page).zip(pages.get(item.page)).ok_or_else(missing)?;
    let top = (page.size.height - item.y).to_pt();
    let top = Object::Real(((top * 100.0).round() / 100.0) as f32);
    Ok(vec![Object::Reference(*id), "XYZ".into(), Object::Integer(0), top, Object::Null])
}
