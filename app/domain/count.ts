import { formatNumber } from './share.ts'

/** '12,345', from a whole number that was counted. */
export const formatCount = (count: number) => formatNumber(String(count))
