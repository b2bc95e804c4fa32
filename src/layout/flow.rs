//! The report as one endless column, before it is cut into pages.
//!
//! Each [`FlowLine`] knows its height, its items and whether a page may end behind it. Pagination cuts, nothing else.

use super::page::{Item, NodeId, OutlineItem, Role, StructureNode, Tag};
use crate::unit::Length;
use std::ops::Range;

/// Height of a flow line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Height {
    /// A whole line of the grid; the line snaps to the next grid line.
    Grid,
    /// Off the grid: `height`, and at least `after` before the next line unless the page ends.
    Free {
        /// Extent that must fit on the page.
        height: Length,
        /// Space below.
        after: Length,
    },
}

/// One line, table row or title line.
#[derive(Debug, Clone, Copy)]
pub(super) struct FlowLine {
    /// One past the last of its items in [`Flow::items`].
    pub(super) items_end: usize,
    pub(super) height: Height,
    /// The page must not end behind this line, if that can be avoided.
    pub(super) keep: bool,
    /// The height to which it may shrink, picture and all, if that keeps it on the page.
    pub(super) least: Option<Length>,
    /// Nothing but space: vanishes at a page's top.
    pub(super) blank: bool,
    /// Starts a page.
    pub(super) new_page: bool,
    /// Stands on a page that is turned, with nothing that is not.
    pub(super) sideways: bool,
    /// Index in [`Flow::heads`]: the head row to repeat if a page starts here.
    pub(super) head: Option<usize>,
    /// Index in [`Flow::marks`]: the outline entry that starts here.
    pub(super) mark: Option<usize>,
}

/// A head row, to be repeated.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) items: Vec<Item>,
    pub(super) height: Length,
}

/// An outline entry before its page is known.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// 0 for an attachment, then the level of the heading.
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) page: usize,
    pub(super) y: Length,
}

/// The endless column.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) items: Vec<Item>,
    pub(super) lines: Vec<FlowLine>,
    pub(super) heads: Vec<Head>,
    pub(super) marks: Vec<Mark>,
    pub(super) structure: Vec<StructureNode>,
    /// Sign-off and all that stands between it and the text: it must share its page with text.
    pub(super) tail: Option<Range<usize>>,
    next_is_page: bool,
    next_mark: Option<usize>,
}

impl Flow {
    /// An empty column with the root of the structure tree.
    pub(super) fn new() -> Self {
        Flow {
            structure: vec![StructureNode { role: Role::Document, parent: None, alternative: None }],
            ..Flow::default()
        }
    }

    /// Ends a line: all items pushed since the last one belong to it.
    pub(super) fn end_line(&mut self, height: Height) {
        self.lines.push(FlowLine {
            items_end: self.items.len(),
            height,
            keep: false,
            least: None,
            blank: false,
            new_page: std::mem::take(&mut self.next_is_page),
            sideways: false,
            head: None,
            mark: self.next_mark.take(),
        });
    }

    /// An empty line of the grid.
    pub(super) fn blank(&mut self) {
        if self.next_is_page {
            return;
        }
        self.end_line(Height::Grid);
        if let Some(line) = self.lines.last_mut() {
            line.blank = true;
        }
    }

    /// The next line starts a page.
    pub(super) fn break_page(&mut self) {
        self.next_is_page = true;
    }

    /// The next line is where the outline entry leads.
    pub(super) fn mark(&mut self, level: u8, title: String) {
        self.next_mark = Some(self.marks.len());
        self.marks.push(Mark { level, title, page: 0, y: Length::ZERO });
    }

    /// The page must not end behind any line from `from` on.
    pub(super) fn keep_from(&mut self, from: usize) {
        for line in &mut self.lines[from..] {
            line.keep = true;
        }
    }

    /// The page must not end behind the last line so far.
    pub(super) fn keep_last(&mut self) {
        if let Some(line) = self.lines.last_mut() {
            line.keep = true;
        }
    }

    /// A new element of the structure tree.
    pub(super) fn node(&mut self, role: Role, parent: NodeId) -> NodeId {
        let id = NodeId(self.structure.len() as u32);
        self.structure.push(StructureNode { role, parent: Some(parent), alternative: None });
        id
    }

    /// A new element under the root, as a tag.
    pub(super) fn tag(&mut self, role: Role) -> Tag {
        Tag::Content(self.node(role, NodeId(0)))
    }
}

/// Nests outline entries by level; a skipped level simply nests deeper.
pub(super) fn outline(marks: Vec<Mark>) -> Vec<OutlineItem> {
    let mut stack: Vec<(u8, OutlineItem)> = Vec::new();
    let mut roots = Vec::new();
    for mark in marks {
        close_from(mark.level, &mut stack, &mut roots);
        stack.push((mark.level, OutlineItem { title: mark.title, page: mark.page, y: mark.y, children: Vec::new() }));
    }
    close_from(0, &mut stack, &mut roots);
    roots
}

fn close_from(level: u8, stack: &mut Vec<(u8, OutlineItem)>, roots: &mut Vec<OutlineItem>) {
    while stack.last().is_some_and(|(open, _)| *open >= level) {
        let Some((_, item)) = stack.pop() else { break };
        match stack.last_mut() {
            Some((_, parent)) => parent.children.push(item),
            None => roots.push(item),
        }
    }
}
