'use client'
import { useEffect, useState } from 'react'

/** The last value that stayed the same for so long, in milliseconds; null is passed over. At first the value itself. */
export function useSettled<T>(value: T | null, afterMs: number): T | null {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (value === null) return
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => clearTimeout(timer)
  }, [value, afterMs])
  return settled
}
