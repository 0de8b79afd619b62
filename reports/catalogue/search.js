"use strict";
(() => {
	const input = document.getElementById("search");
	const found = document.getElementById("found");
	const none = document.getElementById("none");
	const entries = [...document.querySelectorAll("article")];
	const contents = new Map([...document.querySelectorAll("nav li")].map(li => [li.dataset.of, li]));

	// Shows the entries that have all words, and the groups that have entries.
	const search = () => {
		const words = input.value.toLowerCase().split(/\s+/).filter(w => w !== "");
		let shown = 0;
		for (const entry of entries) {
			const has = words.every(w => entry.dataset.search.includes(w));
			entry.hidden = !has;
			contents.get(entry.id).hidden = !has;
			shown += has ? 1 : 0;
		}
		for (const group of document.querySelectorAll(".group, nav section")) {
			group.hidden = group.querySelector("article:not([hidden]), li:not([hidden])") === null;
		}
		none.hidden = shown > 0;
		found.textContent = words.length > 0 ? shown + " / " + entries.length : "";
	};

	// A link leads to its entry also where a search has hidden it.
	const unhide = () => {
		const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)));
		if (entry !== null && entry.hidden) {
			input.value = "";
			search();
			entry.scrollIntoView();
		}
	};

	document.querySelector(".find").hidden = false;
	input.addEventListener("input", search);
	window.addEventListener("hashchange", unhide);
	search();
})();
