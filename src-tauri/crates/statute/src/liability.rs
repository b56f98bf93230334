//! What a missed date may cost: the part of article 13.11 of the Code of Administrative Offences (edition in force
//! from 30.05.2025) and how heavy its fine is. Only what the text of the article says of the kind itself; where it does
//! not, nothing is told.

use crate::Kind;

/// The part of KoAP article 13.11 under which a missed date of this kind falls.
#[must_use]
pub fn koap_part(kind: Kind) -> Option<u8> {
    match kind {
        // Processing goes on after a valid demand to stop or a withdrawal.
        Kind::StopProcessing | Kind::WithdrawConsent => Some(1),
        // Information on processing is not given to the subject.
        Kind::Access => Some(4),
        // A demand to rectify, block or destroy is not performed in its term.
        Kind::Rectification | Kind::Blocking | Kind::Destruction => Some(5),
        // The notice of a leak is not sent or late.
        Kind::Incident24h | Kind::Incident72h => Some(11),
        _ => None,
    }
}

/// Kinds by the risk of missing their date, the gravest first: notices to the authority, what stops processing, then
/// the parts of article 13.11 by their fines for a company, then what only the operator's own terms set.
pub const BY_RISK: &[Kind] = &[
    Kind::Incident24h,
    Kind::Incident72h,
    Kind::AuthorityInquiry,
    Kind::UnlawfulProcessingStop,
    Kind::StopProcessing,
    Kind::WithdrawConsent,
    Kind::StopDissemination,
    Kind::DisseminationStopThirdParty,
    Kind::StopMarketing,
    Kind::PublicSourceExclusion,
    Kind::UnlawfulProcessingDestroy,
    Kind::PurposeAchieved,
    Kind::Blocking,
    Kind::Destruction,
    Kind::Rectification,
    Kind::Access,
    Kind::AutomatedDecisionObjection,
    Kind::SourceNotice,
    Kind::ProcessingEnd,
    Kind::NoticeChange,
    Kind::Complaint,
    Kind::Clarification,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_with_a_clock_has_its_risk_once() {
        let mut listed = BY_RISK.to_vec();
        listed.sort();
        let mut all: Vec<Kind> = Kind::ALL.iter().copied().filter(|k| *k != Kind::NotPersonalData).collect();
        all.sort();
        assert_eq!(listed, all);
    }
}
