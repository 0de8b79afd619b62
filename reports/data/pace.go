package data

import "kpi/engine/scorecard"

func paceOf(p *scorecard.Pace) *pace {
	if p == nil {
		return nil
	}
	return &pace{
		From: p.From, Until: p.Until, Through: orNull(p.Through), Shape: string(p.Shape), Value: finite(p.Value), Baseline: finite(p.Baseline),
		Stretch: finite(p.Stretch), Because: p.Because, Actual: finite(p.Actual), Elapsed: p.Elapsed, Expected: finite(p.Expected),
		Ratio: finite(p.Ratio), Left: finite(p.Left), PerDay: finite(p.PerDay), PerPeriod: finite(p.PerPeriod), Grain: string(p.Grain), Paced: p.Paced,
		Projection: finite(p.Projection), Final: p.Final, Reason: orNull(p.Reason),
	}
}

func oneSidedOf(o scorecard.OneSided) oneSided {
	return oneSided{Dimension: o.Dimension, Member: o.Member, Actual: finite(o.Actual), Target: finite(o.Target)}
}
