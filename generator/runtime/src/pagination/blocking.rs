//! The pages and the items of a list as iterators, which block the thread.

use super::super::client::blocking;
use super::super::error::Error;
use super::super::request::operation::Output;
use super::super::response::drift::SkippedField;
use super::Paginated;
use super::pages::{Items, Pages};

/// The pages of a list, fetched one by one while the thread waits; see [`Pages::blocking`].
#[derive(Debug)]
#[must_use = "a list isn't fetched until its pages are asked for"]
pub struct BlockingPages<O: Paginated>(Pages<O>);

impl<O: Paginated> Pages<O> {
    /// Returns the same pages as an iterator, which blocks the thread for each.
    pub fn blocking(self) -> BlockingPages<O> {
        BlockingPages(self)
    }
}

impl<O: Paginated> BlockingPages<O> {
    /// See [`Pages::next_page_token`].
    pub fn next_page_token(&self) -> Option<&str> {
        self.0.next_page_token()
    }

    /// See [`Pages::drift`].
    pub fn drift(&self) -> &[SkippedField] {
        self.0.drift()
    }
}

impl<O: Paginated> Iterator for BlockingPages<O> {
    type Item = Result<Output<O>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next_page(&mut self.0)
    }
}

/// The items of a list, fetched page by page while the thread waits; see [`Items::blocking`].
#[derive(Debug)]
#[must_use = "a list isn't fetched until its items are asked for"]
pub struct BlockingItems<O: Paginated>(Items<O>);

impl<O: Paginated> Items<O> {
    /// Returns the same items as an iterator, which blocks the thread for each page.
    pub fn blocking(self) -> BlockingItems<O> {
        BlockingItems(self)
    }
}

impl<O: Paginated> BlockingItems<O> {
    /// See [`Items::next_page_token`].
    pub fn next_page_token(&self) -> Option<&str> {
        self.0.next_page_token()
    }

    /// See [`Items::drift`].
    pub fn drift(&self) -> &[SkippedField] {
        self.0.drift()
    }
}

impl<O: Paginated> Iterator for BlockingItems<O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let items = &mut self.0;
        loop {
            if let Some(item) = items.pop() {
                return Some(Ok(item));
            }
            if !items.wants_page() {
                return None;
            }
            let page = next_page(&mut items.pages)?;
            if let Err(error) = page.and_then(|page| items.push(page)) {
                return Some(Err(error));
            }
        }
    }
}

fn next_page<O: Paginated>(pages: &mut Pages<O>) -> Option<Result<Output<O>, Error>> {
    let cursor = &mut pages.cursor;
    let request = cursor.next_request()?;
    let response = request.and_then(|request| blocking::perform(cursor.call(), request));
    Some(cursor.receive(response))
}
