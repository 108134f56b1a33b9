//! The pages and the items of a list, one after the other.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::client::call::{self, Call};
use super::super::error::Error;
use super::super::request::operation::Output;
use super::super::response::Response;
use super::super::response::drift::Drift;
use super::Paginated;
use super::cursor::PageCursor;

impl<O: Paginated> Call<O> {
    /// The items of the list, across all its pages.
    ///
    /// Nothing is sent before the first item is asked for, and no page before its first item is.
    pub fn items(self) -> Items<O> {
        Items {
            pages: self.pages(),
            page: VecDeque::new(),
            left: usize::MAX,
        }
    }

    /// The pages of the list, each as its [`send`](Self::send) would give it.
    ///
    /// No page is asked for before its turn.
    pub fn pages(self) -> Pages<O> {
        Pages {
            cursor: PageCursor::new(self),
            under_way: None,
        }
    }
}

/// The pages of a list: a [`Stream`], and, with the feature `blocking`, an iterator.
///
/// After an error nothing more comes; [`next_page_token`](Self::next_page_token) then leads to the page that
/// failed.
#[must_use = "a list isn't fetched until its pages are asked for"]
pub struct Pages<O: Paginated> {
    pub(super) cursor: PageCursor<O>,
    under_way: Option<PageFuture<O>>,
}

/// A page to come.
type PageFuture<O> = Pin<Box<dyn Future<Output = Result<Response<Output<O>>, Error>> + Send>>;

impl<O: Paginated> Pages<O> {
    /// Ends the list after so many pages.
    pub fn limit(mut self, pages: usize) -> Self {
        self.cursor.limit(pages);
        self
    }

    /// Begins with the page that [`next_page_token`](Self::next_page_token) led to, of this list or of an
    /// earlier one: a token, a page's number or a URL, as the API has it.
    pub fn resume_from(mut self, page: impl Into<String>) -> Self {
        self.cursor.resume_from(page.into());
        self
    }

    /// What leads to the page after the last one that came, if the list goes on; `None` before the
    /// first.
    pub fn next_page_token(&self) -> Option<&str> {
        self.cursor.next_page_token()
    }

    /// Where the last page that came isn't what the API's description says, as
    /// [`Response::drift`](super::super::Response::drift) tells it of a response.
    pub fn drift(&self) -> &[Drift] {
        self.cursor.drift()
    }

    /// The next page, or `None` at the end of the list.
    ///
    /// # Errors
    ///
    /// As for [`Call::send`]; or if the link to the page leads to another server, or back to a page
    /// that was there before ([`Error::is_paging`]).
    pub async fn try_next(&mut self) -> Result<Option<Output<O>>, Error> {
        let next = std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context));
        next.await.transpose()
    }
}

// Nothing is pinned but the future, which is in a box.
impl<O: Paginated> Unpin for Pages<O> {}

impl<O: Paginated> Stream for Pages<O> {
    type Item = Result<Output<O>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.under_way.is_none() {
            let prepared = match self.cursor.next_request() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(prepared)) => prepared,
            };
            self.under_way = Some(Box::pin(call::perform(self.cursor.call(), prepared)));
        }
        let Some(page) = &mut self.under_way else {
            return Poll::Ready(None);
        };
        let response = ready!(page.as_mut().poll(context));
        self.under_way = None;
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
/// A page that fails ends the list with an error; the items of the pages before it have come by
/// then.
#[must_use = "a list isn't fetched until its items are asked for"]
pub struct Items<O: Paginated> {
    pub(super) pages: Pages<O>,
    page: VecDeque<O::Item>,
    left: usize,
}

impl<O: Paginated> Items<O> {
    /// Ends the list after so many items. A page that isn't needed for them isn't asked for.
    pub fn limit(mut self, items: usize) -> Self {
        self.left = items;
        self
    }

    /// Begins with the page that [`next_page_token`](Self::next_page_token) led to, as
    /// [`Pages::resume_from`] does.
    pub fn resume_from(mut self, page: impl Into<String>) -> Self {
        self.pages = self.pages.resume_from(page);
        self
    }

    /// What leads to the page after that of the last item that came, if the list goes on.
    pub fn next_page_token(&self) -> Option<&str> {
        self.pages.next_page_token()
    }

    /// Where the page of the last item that came isn't what the API's description says, as
    /// [`Response::drift`](super::super::Response::drift) tells it of a response. Places are those in the page.
    pub fn drift(&self) -> &[Drift] {
        self.pages.drift()
    }

    /// The next item, or `None` at the end of the list.
    ///
    /// # Errors
    ///
    /// As for [`Pages::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error> {
        let next = std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context));
        next.await.transpose()
    }

    /// The next item, as far as the pages that came have it and the limit allows.
    pub(super) fn pop(&mut self) -> Option<O::Item> {
        let left = self.left.checked_sub(1)?;
        let item = self.page.pop_front()?;
        self.left = left;
        Some(item)
    }

    /// Whether a further page is of use.
    pub(super) fn wants_page(&self) -> bool {
        self.left > 0
    }

    /// Takes in the next page.
    pub(super) fn push(&mut self, page: Output<O>) {
        self.page = O::items(page).into();
    }
}

// Nothing is pinned.
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
                Some(Ok(page)) => self.push(page),
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
