//! The code of the rewrites that tables name.

use serde_json::{Map, Value};

use super::grammar::Rewrite;
use super::walk::Walk;
use super::{additions, objects, schema, sequences};
use crate::diagnostics::Location;

/// Applies a rewrite to an object.
pub(super) fn apply(
    rewrite: Rewrite,
    walk: &mut Walk<'_>,
    object: &mut Map<String, Value>,
    location: &Location,
) {
    let function = match rewrite {
        Rewrite::DropUnreadKeywords => objects::drop_unread_keywords,
        Rewrite::SetVersion => objects::set_version,
        Rewrite::DefaultServerVariable => objects::default_server_variable,
        Rewrite::KeepServerName => additions::keep_server_name,
        Rewrite::ReportUnknownMethods => objects::report_unknown_methods,
        Rewrite::ClaimOperationId => objects::claim_operation_id,
        Rewrite::GiveResponseContent => objects::give_response_content,
        Rewrite::ExplodeForms => objects::explode_forms,
        Rewrite::CompleteLink => objects::complete_link,
        Rewrite::GiveParameterSchema => objects::give_parameter_schema,
        Rewrite::QuerystringToQuery => additions::querystring_to_query,
        Rewrite::MutualTlsToHttp => additions::mutual_tls_to_http,
        Rewrite::SummaryToDescription => additions::summary_to_description,
        Rewrite::DataValueToValue => additions::data_value_to_value,
        Rewrite::SettleItemSchema => sequences::settle_item_schema,
        Rewrite::CompleteParameter => objects::complete_parameter,
        Rewrite::ModerniseSchema => schema::modernise,
        Rewrite::SettleSchema => schema::settle,
        Rewrite::SettleDiscriminator => schema::settle_discriminator,
    };
    function(walk, object, location);
}
