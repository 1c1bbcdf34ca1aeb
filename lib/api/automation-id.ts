/** How the id of what runs by a schedule (a policy, a mirror) is written: it stands in addresses and in the configuration file. */
export const automationIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** What stands in the place of an id in an address of our own. */
const taken = ['preview', 'schedule', 'import', 'export', 'new']
export const isTakenWord = (id: string) => taken.includes(id)

/** Whether it can be an address. */
export const isAutomationId = (id: string) => automationIdPattern.test(id) && !isTakenWord(id)
