// @generated: a copy of `generator/runtime/src/pagination/cursor.rs`; edit that file instead.

//! The progress through the pages of a list, as a state machine without I/O.

use std::collections::HashSet;

use http::Uri;

use super::super::client::call::{self, Call};
use super::super::client::prepared_request::PreparedRequest;
use super::super::error::Error;
use super::super::error::paging::PagingError;
use super::super::request::operation::Output;
use super::super::response::Response;
use super::super::response::drift::SkippedField;
use super::Paginated;

/// The progress through the pages of a list.
pub(super) struct PageCursor<O> {
    call: Call<O>,
    next: Next,
    /// How many more pages may be requested.
    left: usize,
    seen: HashSet<Uri>,
    drift: Vec<SkippedField>,
}

/// The page to request next.
enum Next {
    First,
    Page(String),
    End,
}

impl<O: Paginated> PageCursor<O> {
    pub(super) fn new(call: Call<O>) -> Self {
        Self {
            call,
            next: Next::First,
            left: usize::MAX,
            seen: HashSet::new(),
            drift: Vec::new(),
        }
    }

    pub(super) fn limit(&mut self, pages: usize) {
        self.left = pages;
    }

    pub(super) fn resume_from(&mut self, page: String) {
        self.next = Next::Page(page);
    }

    pub(super) fn next_page_token(&self) -> Option<&str> {
        match &self.next {
            Next::Page(page) => Some(page),
            Next::First | Next::End => None,
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
                let next = O::PAGING.next_page_token(response.headers(), response.body());
                self.next = next.map_or(Next::End, Next::Page);
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

    fn prepare_next(&mut self) -> Result<PreparedRequest, Error> {
        let mut prepared = call::prepare(&self.call)?;
        let fail = |error| Error::paging(error).of(O::INFO.name());
        if let Next::Page(page) = &self.next {
            let operation = &self.call.operation;
            let described = || Some(operation.request().ok()?.uri().clone());
            O::PAGING
                .request_page(page, &mut prepared.request, described)
                .map_err(fail)?;
        }
        if !self.seen.insert(prepared.request.uri().clone()) {
            return Err(fail(PagingError::Repeated));
        }
        Ok(prepared)
    }
}
