'use client'
import clsx from 'clsx'
import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface TabsProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  /** They fill the page, and what scrolls is inside of them: a table. */
  readonly isFilling?: boolean
  readonly tabs: readonly {
    readonly value: T
    readonly label: string
    readonly count?: number
    readonly content: ReactNode
  }[]
}

/** Only the chosen tab's content is rendered. */
export const Tabs = <T extends string>({ label, value, onChange, isFilling, tabs }: TabsProps<T>) => (
  <Radix.Root
    value={value}
    onValueChange={(next) => {
      const chosen = tabs.find((tab) => tab.value === next)
      if (chosen) onChange(chosen.value)
    }}
    className="flex min-h-0 flex-1 flex-col"
  >
    <Radix.List
      aria-label={label}
      className={clsx(
        // The mark below the chosen one lies on the border: that is no reason for a scrollbar.
        'flex shrink-0 gap-4 overflow-x-auto overflow-y-hidden border-border border-b [scrollbar-width:none]',
        isFilling && 'px-4 md:px-6',
      )}
    >
      {tabs.map((tab) => (
        <Radix.Trigger
          key={tab.value}
          value={tab.value}
          className="-mx-1 -mb-px h-9 whitespace-nowrap border-transparent border-b-2 px-1 text-muted -outline-offset-2 hover:text-text data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-text"
        >
          {tab.label}{' '}
          {tab.count !== undefined && (
            <span className="ml-1 font-normal text-muted text-xs">{tab.count}</span>
          )}
        </Radix.Trigger>
      ))}
    </Radix.List>
    {tabs.map((tab) => (
      <Radix.Content
        key={tab.value}
        value={tab.value}
        className={clsx('min-h-0 flex-1 pt-4', isFilling && 'flex-col data-[state=active]:flex')}
      >
        {tab.content}
      </Radix.Content>
    ))}
  </Radix.Root>
)
