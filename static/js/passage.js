// Words selected in an idea's text lead to a form that changes their passage: the link [data-amend] appears
// while something inside its [data-amendable] is selected.
(() => {
  const MOST = 600

  const follow = () => {
    const link = document.querySelector('[data-amend]')
    if (!link) return
    const selection = document.getSelection()
    const words = selection?.toString().trim() ?? ''
    const within = link.closest('[data-amendable]')
    const inside = words.length > 2 && within.contains(selection.anchorNode) && within.contains(selection.focusNode)
    // A tap on the link may clear the selection first: it stays a moment, as long as it has the focus.
    if (inside) link.href = `${link.dataset.amend}?words=${encodeURIComponent(words.slice(0, MOST))}`
    link.hidden = !inside && document.activeElement !== link
  }

  document.addEventListener('selectionchange', follow)
})()
