import { rights } from '#app/domain/access.ts'
import { runCommand } from './command.ts'

// Every right with the roles that hold it.
await runCommand(() => Promise.resolve(JSON.stringify(rights, null, 2)))
