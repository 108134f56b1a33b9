//! The progress through the pages of a list, as a state machine without I/O.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher as _};

use http::{Request, Uri};

use super::super::client::call::{self, Call};
use super::super::client::prepared_request::PreparedRequest;
use super::super::client::trace;
use super::super::error::Error;
use super::super::error::paging::PagingError;
use super::super::request::operation::Output;
use super::super::response::Response;
use super::super::response::drift::SkippedField;
use super::super::response::json::without_byte_order_mark;
use super::Paginated;
use super::location::Location;
use super::scheme::with_parameter;

/// The maximum number of pages, unless the caller sets another one.
const MAX_PAGES: usize = 100_000;

/// The progress through the pages of a list.
pub(super) struct PageCursor<O> {
    call: Call<O>,
    next: Next,
    /// The number of further pages that the caller wants.
    left: usize,
    max_pages: usize,
    /// The hashes of the URIs of all pages so far.
    seen: HashSet<u64>,
    /// The URL of the first page, once a request is prepared.
    location: Option<Location>,
    /// The URL of the last request.
    asked: Uri,
    /// The hash of the last page, where only its number distinguishes it from the next.
    page: Option<u64>,
    drift: Vec<SkippedField>,
}

/// The page to request next.
enum Next {
    First,
    /// The page to which the one before leads.
    Page(String),
    /// The page that the caller asked for.
    Resumed {
        page: String,
        /// Whether the page may have another path than the first one.
        any_path: bool,
    },
    /// The previous page doesn't contain it.
    Unknown(PagingError),
    End,
}

impl<O: Paginated> PageCursor<O> {
    pub(super) fn new(call: Call<O>) -> Self {
        Self {
            call,
            next: Next::First,
            left: usize::MAX,
            max_pages: MAX_PAGES,
            seen: HashSet::new(),
            location: None,
            asked: Uri::default(),
            page: None,
            drift: Vec::new(),
        }
    }

    pub(super) fn limit(&mut self, pages: usize) {
        self.left = pages;
    }

    pub(super) fn max_pages(&mut self, pages: usize) {
        self.max_pages = pages;
    }

    pub(super) fn resume_from(&mut self, page: String, any_path: bool) {
        self.next = Next::Resumed { page, any_path };
    }

    pub(super) fn next_page_token(&self) -> Option<&str> {
        match &self.next {
            Next::Page(page) | Next::Resumed { page, .. } => Some(page),
            Next::First | Next::Unknown(_) | Next::End => None,
        }
    }

    /// Returns the fields of the last page that couldn't be read.
    pub(super) fn drift(&self) -> &[SkippedField] {
        &self.drift
    }

    /// Returns the call for the first page.
    pub(super) fn call(&self) -> &Call<O> {
        &self.call
    }

    /// Prepares the request of the next page; `None` at the end of the list. An error ends the list.
    pub(super) fn next_request(&mut self) -> Option<Result<PreparedRequest, Error>> {
        if matches!(self.next, Next::End) {
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        let prepared = self.prepare_next();
        if prepared.is_err() {
            self.left = 0;
        }
        Some(prepared)
    }

    /// Takes the response to that request. An error ends the list.
    pub(super) fn receive(
        &mut self,
        response: Result<Response<Output<O>>, Error>,
    ) -> Result<Output<O>, Error> {
        match response {
            Ok(response) => {
                self.next = self.page_after(&response)?;
                let (page, drift) = response.into_value_and_drift();
                self.drift = drift;
                Ok(page)
            }
            Err(error) => {
                self.left = 0;
                Err(error)
            }
        }
    }

    /// Returns the page after a response. The same page again is an error, and the end.
    fn page_after(&mut self, response: &Response<Output<O>>) -> Result<Next, Error> {
        let headers = response.headers();
        let body = without_byte_order_mark(response.body());
        let token = match O::PAGING.next_page_token(&self.asked, headers, body) {
            Ok(Some(token)) => token,
            Ok(None) => return Ok(Next::End),
            Err(error) => return Ok(Next::Unknown(error)),
        };
        if O::PAGING.counts() {
            let page = Some(hash(body));
            if std::mem::replace(&mut self.page, page) == page {
                self.left = 0;
                return Err(fail::<O>(PagingError::Repeated));
            }
        }
        Ok(Next::Page(self.absolute(token)))
    }

    /// Returns a link as an absolute URL, so that the token doesn't depend on the page it is from. One
    /// that can't be resolved stays as it is, and is an error when its page is requested.
    fn absolute(&self, token: String) -> String {
        if O::PAGING.parameter().is_some() {
            return token;
        }
        let location = self.location.as_ref();
        let resolved = location.and_then(|location| location.resolve(&token, &self.asked));
        resolved.map_or(token, String::from)
    }

    fn prepare_next(&mut self) -> Result<PreparedRequest, Error> {
        if let Next::Unknown(_) = self.next
            && let Next::Unknown(error) = std::mem::replace(&mut self.next, Next::End)
        {
            return Err(fail::<O>(error));
        }
        let pages = self.max_pages;
        if self.seen.len() >= pages {
            return Err(fail::<O>(PagingError::TooMany { pages }));
        }
        let mut prepared = call::prepare_to_send(&self.call)?;
        if let Some(uri) = self.next_uri(prepared.uri()).map_err(fail::<O>)? {
            prepared.set_uri(uri)?;
        }
        self.asked = prepared.uri().clone();
        if !self.seen.insert(hash(&self.asked)) {
            return Err(fail::<O>(PagingError::Repeated));
        }
        Ok(prepared)
    }

    /// Returns the URI of the next page; `None` for the first, which is at `first`.
    fn next_uri(&mut self, first: &Uri) -> Result<Option<Uri>, PagingError> {
        if let Some(parameter) = O::PAGING.parameter() {
            let page = self.next_page_token();
            return page
                .map(|page| with_parameter(first, parameter, page))
                .transpose();
        }
        let described = self.call.operation.request().ok();
        let location = Location::new(first, described.as_ref().map(Request::uri))?;
        let location = &*self.location.insert(location);
        let page = match &self.next {
            Next::Page(page) | Next::Resumed { page, .. } => page,
            Next::First | Next::Unknown(_) | Next::End => return Ok(None),
        };
        let target = location.resolve(page, first);
        let uri = location.rebase(&target.ok_or_else(|| location.foreign(page))?)?;
        if let Next::Resumed {
            any_path: false, ..
        } = self.next
        {
            location.check_path(&uri)?;
        }
        Ok(Some(uri))
    }
}

/// Records and returns the error of a list that ends early.
pub(super) fn fail<O: Paginated>(error: PagingError) -> Error {
    let error = Error::paging(error).of(O::INFO.name());
    trace::failed(&error);
    error
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
