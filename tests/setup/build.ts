import { buildOnce } from '#app/commands/build.ts'

/** The build that the tests drive: the production pages, with a clock that may be moved. */
process.env['TEST_BUILD'] = '1'
await buildOnce()
