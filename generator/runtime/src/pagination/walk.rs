//! A walk through the pages of a list, as a state machine without I/O.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};

use http::Uri;

use super::super::client::call::Call;
use super::super::client::outgoing::Outgoing;
use super::super::error::Error;
use super::super::error::paging::PagingError;
use super::super::request::operation::Output;
use super::super::response::Response;
use super::super::response::drift::Drift;
use super::Paginated;

/// Where a walk is.
pub(super) struct Walk<O> {
    call: Call<O>,
    turn: Turn,
    /// How many more pages may be asked for.
    left: usize,
    seen: HashSet<Uri>,
    /// Where the last request went.
    asked: Uri,
    /// The hash of the last page, where only its number tells it from the next.
    page: Option<u64>,
    drift: Vec<Drift>,
}

/// What comes next.
enum Turn {
    First,
    To(String),
    End,
}

impl<O: Paginated> Walk<O> {
    pub(super) fn new(call: Call<O>) -> Self {
        Self {
            call,
            turn: Turn::First,
            left: usize::MAX,
            seen: HashSet::new(),
            asked: Uri::default(),
            page: None,
            drift: Vec::new(),
        }
    }

    pub(super) fn limit(&mut self, pages: usize) {
        self.left = pages;
    }

    pub(super) fn resume_from(&mut self, page: String) {
        self.turn = Turn::To(page);
    }

    pub(super) fn next_page_token(&self) -> Option<&str> {
        match &self.turn {
            Turn::To(page) => Some(page),
            Turn::First | Turn::End => None,
        }
    }

    /// What of the last page that came couldn't be read.
    pub(super) fn drift(&self) -> &[Drift] {
        &self.drift
    }

    /// The call for the first page.
    pub(super) fn call(&self) -> &Call<O> {
        &self.call
    }

    /// What to send for the next page; `None` at the end. An error is the end, too.
    pub(super) fn outgoing(&mut self) -> Option<Result<Outgoing, Error>> {
        if matches!(self.turn, Turn::End) {
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        let outgoing = self.next_outgoing();
        if outgoing.is_err() {
            self.left = 0;
        }
        Some(outgoing)
    }

    /// Takes in what came for it. An error is the end.
    pub(super) fn arrive(
        &mut self,
        came: Result<Response<Output<O>>, Error>,
    ) -> Result<Output<O>, Error> {
        match came {
            Ok(response) => {
                self.turn = self.turn_after(&response)?;
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

    /// What comes after a page. The same page again is an error, and the end.
    fn turn_after(&mut self, response: &Response<Output<O>>) -> Result<Turn, Error> {
        let (headers, body) = (response.headers(), response.body());
        let next = O::PAGING.next_page_token(&self.asked, headers, body);
        if let (Some(_), true) = (&next, O::PAGING.counts()) {
            let mut hasher = DefaultHasher::new();
            body.hash(&mut hasher);
            let page = Some(hasher.finish());
            if std::mem::replace(&mut self.page, page) == page {
                self.left = 0;
                return Err(Error::paging(PagingError::Repeated).of(&O::INFO));
            }
        }
        Ok(next.map_or(Turn::End, Turn::To))
    }

    fn next_outgoing(&mut self) -> Result<Outgoing, Error> {
        let mut outgoing = self.call.outgoing()?;
        let fail = |error| Error::paging(error).of(O::INFO.name());
        if let Turn::To(page) = &self.turn {
            let operation = &self.call.operation;
            let described = || Some(operation.request().ok()?.uri().clone());
            O::PAGING
                .turn_to(page, &mut outgoing.request, described)
                .map_err(fail)?;
        }
        self.asked = outgoing.request.uri().clone();
        if !self.seen.insert(self.asked.clone()) {
            return Err(fail(PagingError::Repeated));
        }
        Ok(outgoing)
    }
}
