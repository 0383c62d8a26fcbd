import { type RouteConfig, route } from '@remix-run/route-config'

/** Every address in reading order. */
export default [
  route('/', 'routes/home.ts', { index: true }),
  route('livez', 'routes/health/livez.ts'),
  route('readyz', 'routes/health/readyz.ts'),

  route('sign-in', 'routes/account/sign_in.tsx'),
  route('sign-out', 'routes/account/sign_out.tsx'),
  route('organization', 'routes/account/organization.tsx'),

  route('today', 'routes/today.tsx'),

  route('awards', 'routes/awards/list.tsx'),
  route('awards.csv', 'routes/awards/csv.ts'),
  route('awards/:number', 'routes/awards/award.tsx'),
  route('awards/:number/history', 'routes/awards/history.tsx'),
  route('awards/:number/assignment', 'routes/awards/assignment.tsx'),

  route('*', 'routes/missing.tsx'),
] satisfies RouteConfig
