"""Dutch words that say nothing about what a plan is for, with the words every page of a funder uses."""

from __future__ import annotations

_TEXT = """
aan aanvraag aanvragen al alle alleen als ander andere bij bijdrage bijvoorbeeld dan dat de deze die dit doen
door dus een eigen elke en er ergens euro fonds gaan gaat geen geld groot grote haar hebben hebt heeft hem het
hier hij hoe hooguit hun iedereen iets ik in is ja jaar je jullie kan klein kleine komen kunnen maak maar mag
maken me meer men met mijn minstens moet moeten mogen na naar nee niet niets nog nu of om omdat ons onze ook
op over per plan plannen project projecten samen staan steun stichting subsidie te tegen tot u uit uw van veel
voor vooral waar wat we wel wie wij wil willen worden wordt ze zelf zich zij zijn zo zoals zoeken zonder
"""
STOP_WORDS = frozenset(_TEXT.split())
