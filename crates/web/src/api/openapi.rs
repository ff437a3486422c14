//! The description of the API, made from its types.

use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Description;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Ecot",
        description = "One member's API. Uploads are tus 1.0 at /tus/. Send a token as `Authorization: Bearer …`."
    ),
    paths(
        super::account::get,
        super::tokens::list,
        super::tokens::create,
        super::tokens::revoke,
        super::videos::list,
        super::videos::get,
        super::videos::change,
        super::videos::delete,
        super::videos::status,
        super::videos::key,
        super::own_machine::videos,
        super::own_machine::manifest,
        super::own_machine::hold,
    ),
    security(("token" = []))
)]
struct Api;

/// The description.
pub fn description() -> Description {
    let mut description = Api::openapi();
    let token = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    description.components.get_or_insert_default().add_security_scheme("token", token);
    description
}

pub(super) async fn get() -> Json<Description> {
    Json(description())
}
