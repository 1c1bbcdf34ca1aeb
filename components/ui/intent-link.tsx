'use client'
import Link from 'next/link'
import { type ComponentProps, useState } from 'react'

/**
 * A link whose page is loaded ahead once the pointer or the focus is on it, and not because it can be seen: the scripts of
 * all pages that a page leads to are most of what it would load.
 */
export function IntentLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  const [isMeant, setIsMeant] = useState(false)
  const mean = () => setIsMeant(true)
  return <Link {...props} prefetch={isMeant} onPointerEnter={mean} onFocus={mean} />
}
