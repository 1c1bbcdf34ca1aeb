'use client'
import { Slot } from 'radix-ui'
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { landmarkOf } from './landmark.ts'

interface TooltipProps {
  /** Nothing: no tooltip. */
  readonly content: string | null | undefined
  /** One element that takes props. */
  readonly children: ReactNode
}

/**
 * Marks its child as having a tooltip. One layer for the whole page shows them all (`TooltipLayer`), because a table
 * has hundreds of cells with one and each should cost an attribute, not a component tree.
 */
export const Tooltip = ({ content, children }: TooltipProps) => (
  <Slot.Root {...(content ? { 'data-tooltip': content } : {})}>{children}</Slot.Root>
)

interface Shown {
  readonly target: Element
  readonly text: string
}

const targetOf = (event: Event) =>
  event.target instanceof Element ? event.target.closest('[data-tooltip]') : null

/** WCAG 1.4.13: shown on hover and focus, stays while pointed at, goes away with Escape. */
export function TooltipLayer() {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState<Shown | null>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (target: Element, delayMs: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const text = target.getAttribute('data-tooltip')
        // An open menu says more than the name of its button, and stands where the tooltip would.
        if (target.getAttribute('aria-expanded') === 'true') return
        if (text && target.isConnected) setShown({ target, text })
      }, delayMs)
    }
    const hide = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setShown(null), 80)
    }
    const onOver = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return
      if (event.target instanceof Node && box.current?.contains(event.target)) return clearTimeout(timer)
      const target = targetOf(event)
      if (target) show(target, 300)
      else hide()
    }
    const onFocus = (event: FocusEvent) => {
      const target = targetOf(event)
      if (target?.matches(':focus-visible')) show(target, 0)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setShown(null)
    }
    const away = () => setShown(null)
    document.addEventListener('pointerover', onOver)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', hide)
    document.addEventListener('pointerdown', away)
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('scroll', away, true)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', onOver)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('scroll', away, true)
    }
  }, [])

  useLayoutEffect(() => {
    if (!shown || !box.current) return
    const at = shown.target.getBoundingClientRect()
    const size = box.current.getBoundingClientRect()
    const left = Math.max(
      8,
      Math.min(at.left + at.width / 2 - size.width / 2, window.innerWidth - size.width - 8),
    )
    const above = at.top - size.height - 6
    box.current.style.left = `${left}px`
    box.current.style.top = `${above >= 8 ? above : at.bottom + 6}px`
    box.current.style.visibility = 'visible'
    shown.target.setAttribute('aria-describedby', id)
    return () => shown.target.removeAttribute('aria-describedby')
  }, [shown, id])

  if (!shown) return null
  return createPortal(
    <div
      key={shown.text}
      ref={box}
      id={id}
      role="tooltip"
      className="fade-in invisible fixed z-100 max-w-[min(560px,calc(100vw-16px))] whitespace-pre-line break-all rounded-sm bg-text px-2 py-1 text-surface text-xs shadow-raised"
    >
      {shown.text}
    </div>,
    landmarkOf(shown.target) ?? document.body,
  )
}
