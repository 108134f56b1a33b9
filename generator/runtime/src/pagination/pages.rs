//! The pages and the items of a list, in order.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::client::call::{self, Call};
use super::super::error::Error;
use super::super::error::paging::PagingError;
use super::super::request::operation::Output;
use super::super::response::Response;
use super::super::response::drift::SkippedField;
use super::Paginated;
use super::cursor::{PageCursor, fail};

impl<O: Paginated> Call<O> {
    /// Returns the items of the list, across all its pages.
    ///
    /// The first request is sent when the first item is requested, and each page when its first item is.
    pub fn items(self) -> Items<O> {
        Items {
            pages: self.pages(),
            page: VecDeque::new(),
            left: usize::MAX,
            empty: 0,
        }
    }

    /// Returns the pages of the list, each with the value that [`send`](Self::send) would return.
    ///
    /// No page is requested before it is needed.
    pub fn pages(self) -> Pages<O> {
        Pages {
            cursor: PageCursor::new(self),
            pending: None,
        }
    }
}

/// The pages of a list: a [`Stream`], and, with the feature `blocking`, an iterator.
///
/// An error ends the list; [`next_page_token`](Self::next_page_token) then leads to the page that
/// failed.
#[must_use = "a list isn't fetched until its pages are asked for"]
pub struct Pages<O: Paginated> {
    pub(super) cursor: PageCursor<O>,
    pending: Option<PageFuture<O>>,
}

/// The future of a page.
type PageFuture<O> = Pin<Box<dyn Future<Output = Result<Response<Output<O>>, Error>> + Send>>;

impl<O: Paginated> Pages<O> {
    /// Ends the list after this number of pages.
    pub fn limit(mut self, pages: usize) -> Self {
        self.cursor.limit(pages);
        self
    }

    /// Sets the maximum number of pages. A longer list ends with an error, so that a server that always
    /// leads to a further page isn't called forever. The default is 100,000.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.cursor.max_pages(pages);
        self
    }

    /// Begins with the page that [`next_page_token`](Self::next_page_token) returned, of this list or
    /// an earlier one: a token, a page number or a URL, depending on the API.
    ///
    /// A URL with another path than the list's is an error, so that a token from an end user can't reach
    /// other resources with the client's credentials. It does determine the whole query, including
    /// parameters that the call sets, such as filters: if users must not change these, keep the token on
    /// the server, or sign it.
    pub fn resume_from(mut self, page: impl Into<String>) -> Self {
        self.cursor.resume_from(page.into(), false);
        self
    }

    /// Begins with this page as [`resume_from`](Self::resume_from) does, even if its URL has another
    /// path than the list's. Some servers return such links.
    ///
    /// The URL can lead to any path of the server, with the client's credentials. So it must never come
    /// from an end user.
    pub fn resume_from_any_path(mut self, page: impl Into<String>) -> Self {
        self.cursor.resume_from(page.into(), true);
        self
    }

    /// Returns the token of the page after the last one, if the list continues; `None` before the first
    /// page.
    pub fn next_page_token(&self) -> Option<&str> {
        self.cursor.next_page_token()
    }

    /// Returns the fields of the last page that don't match the API's description, as
    /// [`Response::drift`](super::super::Response::drift) does for a response.
    pub fn drift(&self) -> &[SkippedField] {
        self.cursor.drift()
    }

    /// Returns the next page, or `None` at the end of the list.
    ///
    /// # Errors
    ///
    /// The same as for [`Call::send`]; or if the link to the page can't be read, leads to another server
    /// or back to an earlier page, or exceeds [`max_pages`](Self::max_pages) ([`Error::is_paging`]).
    pub async fn try_next(&mut self) -> Result<Option<Output<O>>, Error> {
        let next = std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context));
        next.await.transpose()
    }
}

// Only the future is pinned, and it is boxed.
impl<O: Paginated> Unpin for Pages<O> {}

impl<O: Paginated> Stream for Pages<O> {
    type Item = Result<Output<O>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.pending.is_none() {
            let prepared = match self.cursor.next_request() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(prepared)) => prepared,
            };
            self.pending = Some(Box::pin(call::perform(self.cursor.call(), prepared)));
        }
        let Some(page) = &mut self.pending else {
            return Poll::Ready(None);
        };
        let response = ready!(page.as_mut().poll(context));
        self.pending = None;
        Poll::Ready(Some(self.cursor.receive(response)))
    }
}

impl<O: Paginated> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &O::INFO.name())
            .finish_non_exhaustive()
    }
}

/// The items of a list: a [`Stream`], and, with the feature `blocking`, an iterator.
///
/// A page that fails ends the list with an error, after all items of the pages before it. So do 1,000
/// pages in a row without items.
#[must_use = "a list isn't fetched until its items are asked for"]
pub struct Items<O: Paginated> {
    pub(super) pages: Pages<O>,
    page: VecDeque<O::Item>,
    left: usize,
    /// The number of pages without items since the last item.
    empty: usize,
}

/// The maximum number of pages without items in a row. A search may find little on many pages, and an
/// endless list of empty pages must not keep the caller waiting forever.
const MAX_EMPTY: usize = 1000;

impl<O: Paginated> Items<O> {
    /// Ends the list after this number of items. A page that isn't needed for them isn't requested.
    pub fn limit(mut self, items: usize) -> Self {
        self.left = items;
        self
    }

    /// Begins with the page that [`next_page_token`](Self::next_page_token) returned, as
    /// [`Pages::resume_from`] does.
    pub fn resume_from(mut self, page: impl Into<String>) -> Self {
        self.pages = self.pages.resume_from(page);
        self
    }

    /// Begins with this page even if it has another path, as [`Pages::resume_from_any_path`] does.
    pub fn resume_from_any_path(mut self, page: impl Into<String>) -> Self {
        self.pages = self.pages.resume_from_any_path(page);
        self
    }

    /// Sets the maximum number of pages, as [`Pages::max_pages`] does.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Returns the token of the page after that of the last item, if the list continues.
    pub fn next_page_token(&self) -> Option<&str> {
        self.pages.next_page_token()
    }

    /// Returns the fields of the last item's page that don't match the API's description, as
    /// [`Response::drift`](super::super::Response::drift) does for a response. Paths are those in the
    /// page.
    pub fn drift(&self) -> &[SkippedField] {
        self.pages.drift()
    }

    /// Returns the next item, or `None` at the end of the list.
    ///
    /// # Errors
    ///
    /// As for [`Pages::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error> {
        let next = std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context));
        next.await.transpose()
    }

    /// Returns the next item, as far as the received pages and the limit allow.
    pub(super) fn pop(&mut self) -> Option<O::Item> {
        let left = self.left.checked_sub(1)?;
        let item = self.page.pop_front()?;
        self.left = left;
        Some(item)
    }

    /// Whether another page is needed.
    pub(super) fn wants_page(&self) -> bool {
        self.left > 0
    }

    /// Takes the next page. A long run of pages without items is an error, and the end.
    pub(super) fn push(&mut self, page: Output<O>) -> Result<(), Error> {
        self.page = O::items(page).into();
        self.empty = match self.page.is_empty() {
            true => self.empty + 1,
            false => 0,
        };
        if self.empty < MAX_EMPTY || self.next_page_token().is_none() {
            return Ok(());
        }
        self.left = 0;
        Err(fail::<O>(PagingError::Empty { pages: self.empty }))
    }
}

// No field is pinned.
impl<O: Paginated> Unpin for Items<O> {}

impl<O: Paginated> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.pop() {
                return Poll::Ready(Some(Ok(item)));
            }
            if !self.wants_page() {
                return Poll::Ready(None);
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => {
                    if let Err(error) = self.push(page) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: Paginated> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
