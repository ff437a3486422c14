//! What an operator reads when a member could not be asked: one row for each cause.

use std::io;

use http::StatusCode;
use peers::client::{Cause, Failure, Request};
use peers::signature::AnswerRefusal;
use peers::{BodyRefusal, Refusal};

use crate::members::{NOW, at, identity};

fn causes() -> Vec<Cause> {
    vec![
        Cause::NoAddress,
        Cause::Resting { until: at(NOW) },
        Cause::NotHttps,
        Cause::Forbidden("169.254.169.254".parse().unwrap()),
        Cause::Request,
        Cause::Unreachable(Box::new(io::Error::other(io::Error::from(io::ErrorKind::ConnectionRefused)))),
        Cause::Silent,
        Cause::Redirected(StatusCode::FOUND),
        Cause::NotSigned { status: StatusCode::OK, hint: None },
        Cause::NotSigned { status: StatusCode::BAD_GATEWAY, hint: None },
        Cause::NotSigned { status: StatusCode::FORBIDDEN, hint: Some(Refusal::UnknownMember) },
        Cause::Forged(AnswerRefusal::OtherMember),
        Cause::Encoded,
        Cause::WrongType("application/json"),
        Cause::NotServed(StatusCode::NOT_FOUND),
        Cause::NotServed(StatusCode::SERVICE_UNAVAILABLE),
        Cause::Body(BodyRefusal::TooLong),
        Cause::Body(BodyRefusal::DigestWrong),
        Cause::Refused(Refusal::DaySpent),
        Cause::Refused(Refusal::TooLong),
    ]
}

#[test]
fn a_failure_says_the_operation_the_member_the_cause_and_whether_a_retry_helps() {
    let request = Request::get("/peer/log?from=3", "application/json");
    let failures = causes().into_iter().map(|cause| Failure::new(&identity(2).member, &request, cause).to_string());
    insta::assert_snapshot!(failures.collect::<Vec<_>>().join("\n"));
}
