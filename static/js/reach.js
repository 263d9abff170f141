// Text that scrolls sideways, such as long lines of code, can be reached and scrolled by keyboard.
(() => {
  const look = () => {
    for (const part of document.querySelectorAll('.prose pre, .prose table')) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0
      else part.removeAttribute('tabindex')
    }
  }

  look()
  addEventListener('resize', () => requestAnimationFrame(look))
  document.addEventListener('htmx:afterSettle', look)
})()
