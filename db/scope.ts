/** Who sees what: the only statement of it, by noun. Each answers a subquery of ids to be used as
 *  `where('awards.id', 'in', awardsSeenBy(actor))`; a role without an answer does not compile. */
export {
  awardsSeenBy,
  isAwardSeenBy,
  modifiedAwardsSeenBy,
  modificationsSeenBy,
  risksSeenBy,
  oversightSeenBy,
  fidelitySeenBy,
  partnersSeenBy,
  overlapsSeenBy,
  closeoutsSeenBy,
  awardsWithoutOfficer,
} from './scope/awards.ts'
export {
  awardsCountedFor,
  viewsSeenBy,
  importsSeenBy,
  portfolioCountedFor,
  granteesSeenBy,
  decisionsSeenBy,
  bodyRatingsSeenBy,
  decisionsCommentedBy,
} from './scope/portfolio.ts'
export {
  reportsSeenBy,
  reportsMovedBy,
  dueReportsSeenBy,
  reportsExpectedBy,
} from './scope/reports.ts'
export {
  studiesSeenBy,
  awardsInvitedBy,
  armsSeenBy,
  studyFindingsSeenBy,
  practiceNotesSeenBy,
  deliverablesSeenBy,
  readsDraftedFindings,
  candidatesSeenBy,
  siteInvitationsSeenBy,
  tellsOfSeenInvitation,
  milestonesSeenBy,
  milestonesWithinSeenStudy,
} from './scope/studies.ts'
export {
  membershipsSeenBy,
  invitationsSeenBy,
  organizationsInvitedBy,
  accountEventsSeenBy,
  chainPlacesSeenBy,
  noticesSeenBy,
  desksSeenBy,
  membershipsRelievedBy,
} from './scope/people.ts'
export {
  isAmong,
  caseloadOf,
  desksOf,
  isAwayOn,
  membershipsUnder,
  ownStudies,
} from './scope/own.ts'
