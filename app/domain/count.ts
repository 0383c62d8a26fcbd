/** '12,345', from a whole number that was counted. */
export const formatCount = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
