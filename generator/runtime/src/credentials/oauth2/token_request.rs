//! The request for an access token.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Request};
use secrecy::ExposeSecret;
use url::form_urlencoded::Serializer;

use super::super::super::error::credentials::CredentialsError;
use super::super::super::transport::body::Body;
use super::basic_authentication::basic;
use super::{Grant, OAuth2};

impl OAuth2 {
    /// Returns the request for a token with the scopes of an operation.
    pub(super) fn token_request(
        &self,
        of_operation: &[&str],
    ) -> Result<Request<Body>, CredentialsError> {
        let mut request = Request::new(Body::from(self.form(of_operation)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.token_url.parse()?;
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, form);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(secret) = self.client_secret.as_ref().filter(|_| !self.secret_in_body) {
            headers.insert(AUTHORIZATION, basic(&self.client_id, secret)?);
        }
        Ok(request)
    }

    fn form(&self, of_operation: &[&str]) -> String {
        let mut form = Serializer::new(String::new());
        match &self.grant {
            Grant::ClientCredentials => form.append_pair("grant_type", "client_credentials"),
            Grant::RefreshToken(_) => form.append_pair("grant_type", "refresh_token"),
        };
        if let Some(token) = self.current_refresh_token() {
            form.append_pair("refresh_token", token.expose_secret());
        }
        let scopes = match &self.scopes {
            Some(scopes) => scopes.join(" "),
            None if self.current_refresh_token().is_none() => of_operation.join(" "),
            None => String::new(),
        };
        if !scopes.is_empty() {
            form.append_pair("scope", &scopes);
        }
        match &self.client_secret {
            Some(secret) if self.secret_in_body => {
                form.append_pair("client_id", &self.client_id);
                form.append_pair("client_secret", secret.expose_secret());
            }
            Some(_) => {}
            None => {
                form.append_pair("client_id", &self.client_id);
            }
        }
        for (name, value) in &self.parameters {
            form.append_pair(name, value);
        }
        form.finish()
    }
}
