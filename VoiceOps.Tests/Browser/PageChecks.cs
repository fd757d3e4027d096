using Microsoft.Playwright;

namespace VoiceOps.Tests.Browser;

/// <summary>What holds on every page and drawer, whatever it shows. Each check returns what it found wrong, in words.</summary>
internal static class PageChecks
{
    /// <summary>Nothing makes the page itself wider than the window.</summary>
    public static Task<string[]> SidewaysAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const wide = document.documentElement.scrollWidth - innerWidth;
          if (wide <= 0) return [];
          const framed = e => e !== document.body && (getComputedStyle(e.parentElement).overflowX !== 'visible' || framed(e.parentElement));
          const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !framed(e)).slice(0, 4);
          return [`${wide} px too wide, by ${out.map(e => `${e.tagName}.${e.className}`).join(' and ')}`];
        }
        """);

    /// <summary>What is cut off has the whole on hover.</summary>
    public static Task<string[]> CutAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('body *')].filter(e => {
          if (e.closest('.sr, svg, [aria-hidden="true"], [popover]:not(:popover-open)') || !e.textContent.trim() || !e.checkVisibility()) return false;
          const style = getComputedStyle(e);
          // A head that only screen readers read is no text that is cut.
          if (e.matches('input, select, textarea') || style.clipPath !== 'none') return false;
          const cuts = ['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
          return cuts && !e.closest('[title]');
        }).map(e => `cut without a title: ${e.tagName}.${e.className} "${e.textContent.trim().slice(0, 60)}"`)
        """);

    /// <summary>Text and figures against the worst of what lies behind them: gradients, translucent layers and faded parents included.</summary>
    public static Task<string[]> ContrastAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const parse = text => {
            const n = text.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number);
            if (!n || text === 'transparent') return [0, 0, 0, 0];
            const scale = text.startsWith('color(') ? 255 : 1;
            return [n[0] * scale, n[1] * scale, n[2] * scale, n[3] ?? 1];
          };
          const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
          const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
          const light = ([r, g, b]) => .2126 * linear(r / 255) + .7152 * linear(g / 255) + .0722 * linear(b / 255);
          const ratio = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); };
          const colors = /(?:rgba?|color|oklab|oklch)\([^()]*\)|transparent/g;
          const grounds = new Map();
          // Every color that may lie behind an element, at most its darkest and its lightest.
          const behind = e => {
            if (!e) return [[10, 10, 12]];
            if (grounds.has(e)) return grounds.get(e);
            const style = getComputedStyle(e);
            let found = behind(e.parentElement).map(under => over(parse(style.backgroundColor), under));
            // A hatching is a texture of thin lines and no ground to read on.
            if (style.backgroundImage.includes('gradient') && !style.backgroundImage.includes('repeating')) {
              const stops = style.backgroundImage.match(colors) ?? [];
              found = found.flatMap(under => [under, ...stops.map(stop => over(parse(stop), under))]);
            }
            found.sort((a, b) => light(a) - light(b));
            found = found.length > 2 ? [found[0], found.at(-1)] : found;
            grounds.set(e, found);
            return found;
          };
          const wrong = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const e = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
            if (e.closest('.sr, svg, .apexcharts-canvas, [aria-hidden="true"], :disabled, .link-notice')) continue;
            const style = getComputedStyle(e);
            let fade = 1;
            for (let up = e; up; up = up.parentElement) fade *= Number(getComputedStyle(up).opacity);
            const ink = parse(style.color);
            const worst = Math.min(...behind(e).map(ground => ratio(over([...ink.slice(0, 3), ink[3] * fade], ground), ground)));
            if (worst < 4.495) wrong.add(`${worst.toFixed(2)} : 1 of ${e.tagName}.${e.className} "${walker.currentNode.data.trim().slice(0, 40)}"`);
          }
          return [...wrong];
        }
        """);

    /// <summary>Whatever takes the focus shows it, with a ring that nothing cuts off.</summary>
    public static Task<string[]> FocusAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const wrong = [];
          // Without motion a style still takes a frame to come, and it is read at once here.
          const still = document.head.appendChild(Object.assign(document.createElement('style'), { textContent: '* { transition: none !important; }' }));
          const last = document.activeElement;
          const seen = new Set();
          for (const e of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {
            if (e.disabled || e.closest('[inert], [popover]:not(:popover-open)') || !e.checkVisibility({ visibilityProperty: true })) continue;
            const kind = `${e.tagName}.${e.className} in .${e.parentElement.className}`;
            if (seen.has(kind) || e.closest('thead') && getComputedStyle(e.closest('thead')).clipPath !== 'none') continue;
            seen.add(kind);
            e.focus({ focusVisible: true });
            if (document.activeElement !== e) continue;
            let ringed = e;
            let style = getComputedStyle(e);
            // A button around a file wears the ring for what is inside.
            for (let step = 0; step < 3 && style.outlineStyle === 'none' && ringed !== document.body; step++) {
              ringed = ringed.parentElement;
              style = getComputedStyle(ringed);
            }
            if (style.outlineStyle === 'none') { wrong.push(`no ring: ${kind}`); continue; }
            const out = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset) - .6;
            const box = ringed.getBoundingClientRect();
            for (let up = ringed.parentElement; up; up = up.parentElement) {
              if (!['hidden', 'clip'].includes(getComputedStyle(up).overflowX)) continue;
              const frame = up.getBoundingClientRect();
              const cut = [frame.left - (box.left - out), frame.top - (box.top - out), box.right + out - frame.right, box.bottom + out - frame.bottom];
              if (Math.max(...cut) > 0) { wrong.push(`ring cut by .${up.className}: ${kind}`); break; }
            }
          }
          last?.focus?.();
          still.remove();
          return wrong;
        }
        """);
}
