import { claimAccess } from './setup/access.ts'

claimAccess(1)
