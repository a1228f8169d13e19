//! The behaviours and origins of a distribution in raw CloudFormation.

use serde_json::Value;
use services::kinds::cfn_resource;
use text::Message;

use crate::{Case, Edit, Fix, Given};

/// Its only type.
pub(crate) const TYPES: &[&str] = &["AWS::CloudFront::Distribution"];

/// The default behaviour and the others, of a `DistributionConfig`.
pub(crate) fn behaviours<'v>(config: &Given<'v>) -> impl Iterator<Item = Given<'v>> + use<'v> {
    std::iter::once(config.at("DefaultCacheBehavior")).chain(listed(config.at("CacheBehaviors")))
}

/// Its origins that are no buckets.
pub(crate) fn custom_origins<'v>(config: &Given<'v>) -> impl Iterator<Item = Given<'v>> + use<'v> {
    let origins = listed(config.at("Origins"));
    origins.map(|origin| origin.at("CustomOriginConfig")).filter(|custom| *custom != Given::Absent)
}

/// Its origins that are buckets.
pub(crate) fn bucket_origins<'v>(config: &Given<'v>) -> impl Iterator<Item = Given<'v>> + use<'v> {
    listed(config.at("Origins")).filter(|origin| origin.at("S3OriginConfig") != Given::Absent)
}

/// Whether it has a certificate of its own, from wherever.
pub(crate) fn own_certificate(config: &Given<'_>) -> bool {
    let certificate = config.at("ViewerCertificate");
    ["AcmCertificateArn", "IamCertificateId"].iter().any(|name| certificate.at(name) != Given::Absent)
}

/// The items of a list; one that is not known yet where the list itself is not.
fn listed<'v>(list: Given<'v>) -> impl Iterator<Item = Given<'v>> + use<'v> {
    list.items().chain((list == Given::Computed).then_some(Given::Computed))
}

/// What a raw distribution says of itself; absent for anything else.
pub(crate) fn config<'v>(case: &'v Case<'_>) -> Given<'v> {
    if !case.is(cfn_resource::KIND)
        || case.optional_text(&cfn_resource::TYPE).is_none_or(|of| !TYPES.contains(&of))
    {
        return Given::Absent;
    }
    case.record(&cfn_resource::PROPERTIES)
        .map_or(Given::Absent, |table| Given::read(table, "DistributionConfig"))
}

/// Sets a property of every behaviour.
pub(crate) fn set_in_behaviours(case: &Case<'_>, name: &str, value: Value, title: Message) -> Option<Fix> {
    change(case, title, |config| {
        let set = |behaviour: &mut Value| {
            if let Value::Object(behaviour) = behaviour
                && !behaviour.keys().any(|key| cloudformation::is_function(key))
            {
                behaviour.insert(name.to_owned(), value.clone());
            }
        };
        if let Some(default) = config.get_mut("DefaultCacheBehavior") {
            set(default);
        }
        if let Some(others) = config.get_mut("CacheBehaviors").and_then(Value::as_array_mut) {
            others.iter_mut().for_each(set);
        }
    })
}

/// Sets a property of every origin that is no bucket.
pub(crate) fn set_in_custom_origins(
    case: &Case<'_>,
    name: &str,
    value: Value,
    title: Message,
) -> Option<Fix> {
    change(case, title, |config| {
        let origins = config.get_mut("Origins").and_then(Value::as_array_mut);
        for origin in origins.into_iter().flatten() {
            if let Some(Value::Object(custom)) = origin.get_mut("CustomOriginConfig") {
                custom.insert(name.to_owned(), value.clone());
            }
        }
    })
}

fn change(case: &Case<'_>, title: Message, mend: impl FnOnce(&mut Value)) -> Option<Fix> {
    let mut whole = Value::Object(case.record(&cfn_resource::PROPERTIES)?.clone());
    mend(whole.get_mut("DistributionConfig")?);
    let property = cfn_resource::PROPERTIES.name;
    Some(Fix { title, edits: vec![Edit::Set { id: case.id.clone(), property, value: whole }] })
}
