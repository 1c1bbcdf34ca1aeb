/**
 * Where a layer belongs that `element` opens: into the same landmark, or those who move by landmarks never come past
 * it. A row of a table is no such place, being transformed and cut off.
 */
export const landmarkOf = (element: Element | null): Element | null =>
  element?.closest('[role=dialog], main, header, nav, aside, footer') ?? null
