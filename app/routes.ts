import { type RouteConfig, route } from '@remix-run/route-config'

/** Every address in reading order. */
export default [
  route('/', 'routes/home.ts', { index: true }),
  route('livez', 'routes/health/livez.ts'),
  route('readyz', 'routes/health/readyz.ts'),

  route('sign-in', 'routes/account/sign_in.tsx'),
  route('sign-out', 'routes/account/sign_out.tsx'),
  route('forgot-password', 'routes/account/forgot_password.tsx'),
  route('reset-password/:token', 'routes/account/reset_password.tsx'),
  route('invitations/:token', 'routes/account/invitation.tsx'),
  route('welcome', 'routes/account/welcome.tsx'),
  route('account', 'routes/account/settings.tsx'),
  route('organization', 'routes/account/organization.tsx'),
  route('about', 'routes/about.tsx'),

  route('people', 'routes/people/people.tsx'),
  route('people/history', 'routes/people/history.tsx'),
  route('people/invitations/new', 'routes/people/new_invitation.tsx'),
  route('people/invitations/:id/withdrawal', 'routes/people/withdrawal.tsx'),
  route('people/:id', 'routes/people/membership.tsx'),
  route('people/:id/role', 'routes/people/role.tsx'),
  route('people/:id/end', 'routes/people/end.tsx'),
  route('people/:id/account', 'routes/people/account.tsx'),

  route('today', 'routes/today.tsx'),

  route('awards', 'routes/awards/list.tsx'),
  route('awards.csv', 'routes/awards/csv.ts'),
  route('awards/:number', 'routes/awards/award.tsx'),
  route('awards/:number/history', 'routes/awards/history.tsx'),
  route('awards/:number/assignment', 'routes/awards/assignment.tsx'),
  route('streams', 'routes/portfolio/streams.tsx'),
  route('streams/:code', 'routes/portfolio/stream.tsx'),
  route('sectors', 'routes/portfolio/sectors.tsx'),
  route('sectors/:code', 'routes/portfolio/sector.tsx'),
  route('grantees', 'routes/portfolio/grantees.tsx'),
  route('grantees/:slug', 'routes/portfolio/grantee.tsx'),
  route('indicators/:code', 'routes/portfolio/indicator.tsx'),

  route('studies', 'routes/studies/list.tsx'),
  route('studies/:slug', 'routes/studies/study.tsx'),
  route('studies/:slug/history', 'routes/studies/history.tsx'),
  route('studies/:slug/milestones/:code', 'routes/studies/milestone.tsx'),
  route('studies/:slug/milestones/:code/start', 'routes/studies/start.tsx'),
  route('studies/:slug/milestones/:code/forecast', 'routes/studies/forecast.tsx'),
  route('studies/:slug/milestones/:code/evidence', 'routes/studies/evidence.tsx'),
  route('studies/:slug/milestones/:code/decision', 'routes/studies/decision.tsx'),
  route('studies/:slug/gates/:stage/:side', 'routes/studies/gate.tsx'),
  route('studies/:slug/gates/:stage/:side/proposal', 'routes/studies/gate_proposal.tsx'),
  route('studies/:slug/gates/:stage/:side/decision', 'routes/studies/gate_decision.tsx'),

  route('*', 'routes/missing.tsx'),
] satisfies RouteConfig
