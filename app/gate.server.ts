import type { Params } from '@remix-run/react'
import { gateSideNamed } from './domain/study/gates.ts'
import { stageNamed } from './domain/study/stages.ts'
import { found } from './responses.ts'

/** The gate that an address names: its study, stage and side. */
export function gateAt(params: Params) {
  return {
    slug: params['slug'] ?? '',
    stage: found(stageNamed(params['stage'])),
    side: found(gateSideNamed(params['side'])),
  }
}
